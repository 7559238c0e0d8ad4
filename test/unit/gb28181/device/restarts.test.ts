import { expect, it } from 'vitest';
import { isRestart, type RegistrationHabit } from '../../../../src/gb28181/device/restarts.ts';

/** What is told of registrations for an hour each: Call-ID, and minutes since the one before. */
function told(...registrations: [callId: string, minutes: number][]): boolean[] {
  const habit: RegistrationHabit = { callId: 'a', kept: false, early: 0 };
  return registrations.map(([callId, minutes]) =>
    isRestart(habit, { callId, sinceMs: minutes * 60_000, grantedMs: 3_600_000 }),
  );
}

it('[RFC 3261 §10.2] another Call-ID of a device that kept its own is a new start', () => {
  expect(told(['a', 30], ['a', 30], ['b', 30], ['b', 30], ['c', 1])).toEqual([false, false, true, false, true]);
});

it('so is one that comes long before it must', () => {
  expect(told(['b', 5])).toEqual([true]);
  expect(told(['b', 30])).toEqual([false]);
});

it('a device that takes a new one each time starts once at the most', () => {
  expect(told(['b', 30], ['c', 30], ['d', 30])).toEqual([false, false, false]);
  expect(told(['b', 1], ['c', 1], ['d', 1], ['e', 1])).toEqual([true, false, false, false]);
});
