import { expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '../../../../src/console/control/operations.ts';
import { partsOf } from '../../../../src/console/control/told-view.ts';
import { configs, controls, queries } from '../../../../src/gb28181/codec/command-set/index.ts';
import { openApiDocument } from '../../../../src/http/openapi.ts';

test('the forms of the console are made of the OpenAPI document: every row of the command set has one', async () => {
  const document = (await openApiDocument('0.0.0')) as ApiDocument;
  const names = (kind: 'control' | 'config' | 'query') => operationsOf(document, kind).map(({ name }) => name);
  expect(names('control').sort()).toEqual(Object.keys(controls).sort());
  expect(names('config').sort()).toEqual(Object.keys(configs).sort());
  expect(names('query').sort()).toEqual(Object.keys(queries).sort());
  const record = operationsOf(document, 'query').find(({ name }) => name === 'RecordInfo')!;
  expect(record.fields.required).toEqual(['StartTime', 'EndTime']);
  expect(record.fields.properties?.['Type']?.enum).toEqual(['time', 'alarm', 'manual', 'all']);
  expect(record.fields.properties?.['StartTime']?.description).toContain('Local time');
  expect(record.fields.properties).not.toHaveProperty('deviceId');
});

test('what a device told is sorted by how it is shown', () => {
  const told = {
    Result: 'OK',
    Channel: 2,
    HomePosition: { Enabled: 1 },
    DeviceList: [
      { DeviceID: '1', Info: { PTZType: 1 } },
      { DeviceID: '2', Name: 'gate' },
    ],
    Files: ['a', 'b'],
    None: undefined,
  };
  expect(partsOf(told)).toEqual({
    single: [
      ['Result', 'OK'],
      ['Channel', '2'],
    ],
    groups: [['HomePosition', { Enabled: 1 }]],
    tables: [
      {
        name: 'DeviceList',
        columns: ['DeviceID', 'Info', 'Name'],
        rows: [
          { DeviceID: '1', Info: '{"PTZType":1}' },
          { DeviceID: '2', Name: 'gate' },
        ],
      },
      { name: 'Files', columns: ['Files'], rows: [{ Files: 'a' }, { Files: 'b' }] },
    ],
  });
});
