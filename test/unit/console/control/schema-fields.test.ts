import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import {
  blank,
  entered,
  enteredFields,
  type FieldSchema,
  filledWith,
  kindOf,
} from '../../../../src/console/control/schema-fields.ts';
import { configs, controls, queries } from '../../../../src/gb28181/codec/command-set/index.ts';

const mask = configs.PictureMask.request as unknown as FieldSchema;
const alarm = controls.AlarmCmd.request as unknown as FieldSchema;

test.each([
  [{ enum: ['a', 'b'] }, 'choice'],
  [{ type: 'integer', minimum: 0, maximum: 1 }, 'flag'],
  [{ type: 'integer', minimum: 0, maximum: 9 }, 'number'],
  [{ type: 'number', minimum: 0, maximum: 1 }, 'number'],
  [{ type: 'string' }, 'text'],
  [{ type: 'array' }, 'list'],
  [{ type: 'object' }, 'group'],
  [{}, 'text'],
] as const)('%j is entered as %s', (schema, kind) => {
  expect(kindOf(schema as FieldSchema)).toBe(kind);
});

test('what counts a list, and what has one word only, is not entered', () => {
  expect(enteredFields(mask.properties!['PictureMask']!).map(([name]) => name)).toEqual(['On', 'RegionList']);
  expect(enteredFields(alarm).map(([name]) => name)).not.toContain('AlarmCmd');
});

test('a form begins with groups to fill in and with defaults', () => {
  expect(blank(mask)).toEqual({ PictureMask: { On: undefined, RegionList: [] } });
  expect(blank(queries.RecordInfo.request as unknown as FieldSchema)).toMatchObject({ Type: 'all' });
});

test('what was left empty is not sent', () => {
  expect(entered(mask, blank(mask))).toEqual({ PictureMask: {} });
  expect(entered(alarm, blank(alarm))).toBeUndefined();
  expect(entered(alarm, { Info: { AlarmMethod: '5', AlarmType: '' }, ExtraInfo: ['', null] })).toEqual({
    Info: { AlarmMethod: '5' },
  });
  expect(entered(mask, { PictureMask: { On: 0, RegionList: [{ Seq: 1, Point: '1,2,3,4' }, {}] } })).toEqual({
    PictureMask: { On: 0, RegionList: [{ Seq: 1, Point: '1,2,3,4' }] },
  });
});

test('what a device told fills the form, without what the schema does not know and what the server counts', () => {
  const told = {
    PictureMask: { On: 1, SumNum: 1, RegionList: [{ Seq: 2, Point: '1,1,2,2', More: 'x' }] },
    Result: 'OK',
  };
  const filled = filledWith(mask, told);
  expect(filled).toEqual({ PictureMask: { On: 1, RegionList: [{ Seq: 2, Point: '1,1,2,2' }] } });
  expect(filledWith(mask, undefined)).toEqual(blank(mask));
  expect(filledWith(mask, { PictureMask: { RegionList: 'nonsense' } })).toEqual(blank(mask));
});

describe('every section of the configuration', () => {
  test.each(Object.values(configs))('$name: what is told can be sent again', ({ request }) => {
    const schema = request as unknown as FieldSchema;
    const sample = sampleOf(schema);
    const sent = entered(schema, filledWith(schema, sample));
    expect(sent).toEqual(sample);
    expect(Value.Check(request, sent)).toBe(true);
  });
});

/** Something in every field that is entered. */
function sampleOf(schema: FieldSchema): unknown {
  const kind = kindOf(schema);
  if (kind === 'group')
    return Object.fromEntries(enteredFields(schema).map(([name, field]) => [name, sampleOf(field)]));
  if (kind === 'list') return [sampleOf(schema.items!)];
  if (kind === 'choice') return schema.enum![0];
  if (kind === 'text') return 'pattern' in schema ? 'a1b2c3d4-a1b2c3d4-a1b2c3d4-a1b2c3d4' : 'text';
  return schema.minimum ?? 1;
}
