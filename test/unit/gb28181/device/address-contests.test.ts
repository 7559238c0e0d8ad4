import { expect, it } from 'vitest';
import { AddressContests, kContestMs, kMaxReturns } from '../../../../src/gb28181/device/address-contests.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const id = '34020000001320000001';

/** Registers from one address after the other, each a minute later; what is told of each. */
function registering(contests: AddressContests, clock: FakeClock, addresses: string[]): boolean[] {
  let home = addresses[0]!;
  return addresses.map((address) => {
    clock.advance(60_000);
    const taken = contests.mayTake(id, home, address);
    if (taken) home = address;
    return taken;
  });
}

it('lets a device go wherever it wants, as long as it does not come back again and again', () => {
  const clock = new FakeClock();
  const contests = new AddressContests(clock);
  expect(registering(contests, clock, ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'f'])).toEqual(Array(8).fill(true));
  expect(contests.rivalOf(id)).toBeUndefined();
});

it('leaves the ID to its holder when two addresses take it from each other', () => {
  const clock = new FakeClock();
  const contests = new AddressContests(clock);
  expect(registering(contests, clock, ['a', 'b', 'a', 'b', 'a', 'b', 'a'])).toEqual([
    ...[true, true, true, true],
    ...[false, true, false],
  ]);
  expect([kMaxReturns, contests.rivalOf(id)]).toEqual([2, 'a']);
  contests.forget(id);
  expect(contests.mayTake(id, 'b', 'a')).toBe(true);
});

it('forgets a contest that is over', () => {
  const clock = new FakeClock();
  const contests = new AddressContests(clock);
  registering(contests, clock, ['a', 'b', 'a', 'b', 'a']);
  clock.advance(kContestMs);
  expect(contests.rivalOf(id)).toBeUndefined();
  expect(contests.mayTake(id, 'b', 'a')).toBe(true);
});
