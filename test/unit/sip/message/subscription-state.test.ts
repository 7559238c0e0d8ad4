import { describe, expect, it } from 'vitest';
import { eventOf, readEvent, subscriptionStateOf } from '../../../../src/sip/message/subscription-state.ts';
import { request } from '../wire.ts';

const state = (value?: string) =>
  subscriptionStateOf(
    request({ method: 'NOTIFY', headers: value === undefined ? [] : [`Subscription-State: ${value}`] }),
  );
const nothing = { expires: undefined, reason: undefined, retryAfter: undefined };

describe('[RFC 6665 §8.2.3] Subscription-State', () => {
  it.each([
    ['active', { ...nothing, state: 'active' }],
    ['Active ; Expires = 90', { ...nothing, state: 'active', expires: 90 }],
    ['pending;expires=600', { ...nothing, state: 'pending', expires: 600 }],
    ['terminated;reason=Timeout', { ...nothing, state: 'terminated', reason: 'timeout' }],
    [
      'terminated;reason=giveup;retry-after=10',
      { state: 'terminated', expires: undefined, reason: 'giveup', retryAfter: 10 },
    ],
    ['something-new', { ...nothing, state: 'active' }],
    ['active;expires=soon', { ...nothing, state: 'active' }],
    ['active;expires=99999999999999', { ...nothing, state: 'active' }],
  ])('%s', (value, expected) => expect(state(value)).toEqual(expected));

  it.each([undefined, '', ';expires=3', 'active;x="'])('cannot be read: %s', (value) =>
    expect(state(value)).toBeUndefined(),
  );
});

describe('[RFC 6665 §8.2.1] Event', () => {
  it('has a package without case and an id as it stands', () => {
    expect(readEvent('Presence;id=aB1;x')).toEqual({ package: 'presence', id: 'aB1' });
    expect(eventOf(request({ headers: ['o: dialog'] }))).toEqual({ package: 'dialog', id: undefined });
    expect(eventOf(request())).toBeUndefined();
    expect(readEvent(' ;id=1')).toBeUndefined();
  });
});
