import { expect, it } from 'vitest';
import { queries } from '../../../../src/gb28181/codec/command-set/index.ts';
import { AnswerParts, kMaxAnswerChars, kMaxAnswerItems } from '../../../../src/gb28181/device/answer-parts.ts';

const part = (sum: number, names: string[]) => ({
  kind: 'Response' as const,
  cmdType: 'PresetQuery',
  sn: '1',
  deviceId: '1',
  fields: {
    SumNum: String(sum),
    PresetList: { Item: names.map((PresetName) => ({ PresetID: '1', PresetName })) },
  },
});

it('ends an answer that has more items than there is room for', () => {
  const parts = new AnswerParts(queries.PresetQuery);
  const names = (from: number) => Array.from({ length: 1000 }, (_, i) => `n${from + i}`);
  let told = 0;
  while (told <= kMaxAnswerItems && !parts.add(part(1_000_000_000, names(told)))) told += 1000;
  expect(told).toBeLessThanOrEqual(kMaxAnswerItems);
  const { PresetList, missing } = parts.answer() as { PresetList: unknown[]; missing: number };
  expect([PresetList.length, missing]).toEqual([kMaxAnswerItems, 1_000_000_000 - kMaxAnswerItems]);
});

it('ends an answer that is larger than there is room for, also when its items are few', () => {
  const parts = new AnswerParts(queries.RecordInfo);
  const Address = 'x'.repeat(1024);
  let items = 0;
  const more = () => ({
    ...part(1_000_000_000, []),
    fields: {
      SumNum: '1000000000',
      RecordList: {
        Item: Array.from({ length: 100 }, () => ({
          DeviceID: String(items++),
          Name: Address,
          Address,
          Model: Address,
        })),
      },
    },
  });
  while (items < kMaxAnswerItems && !parts.add(more()));
  expect(items).toBeLessThan(kMaxAnswerItems);
  expect(JSON.stringify(parts.answer()).length).toBeLessThan(kMaxAnswerChars + 1_000_000);
});
