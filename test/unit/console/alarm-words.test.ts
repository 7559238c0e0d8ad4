import { expect, test } from 'vitest';
import { methodTexts, typeText } from '../../../src/console/alarm-words.ts';
import { en } from '../../../src/console/i18n/en.ts';

test('every method of the standard has a word', () => {
  expect(methodTexts).toHaveLength(8);
  for (const key of methodTexts) expect(en.alarms).toHaveProperty(key.replace('alarms.', ''));
});

test.each([
  [2, '1', 'alarms.videoLost'],
  [2, '5', 'alarms.cold'],
  [5, '2', 'alarms.moving'],
  [5, '13', 'alarms.covered'],
  [6, '2', 'alarms.fanFault'],
])('alarm type %i/%s is %s', (method, type, key) => {
  expect(typeText(method, type)).toBe(key);
  expect(en.alarms).toHaveProperty(key.replace('alarms.', ''));
});

test.each([
  [2, '6'],
  [5, '0'],
  [5, ''],
  [1, '1'],
  [5, 'x'],
])('type %i/%s has no name', (method, type) => {
  expect(typeText(method, type)).toBeUndefined();
});
