import { describe, expect, it } from 'vitest';
import { Explanations } from '../../../../src/gb28181/media-session/explanations.ts';
import { localAddressTo } from '../../../../src/gb28181/media-session/local-address.ts';
import { asPlayError } from '../../../../src/gb28181/media-session/refusals.ts';
import { SipError } from '../../../../src/sip/index.ts';
import { PlayError } from '../../../../src/streams/source-provider.ts';

describe('explanations', () => {
  it('keep the last word on each stream', () => {
    const explanations = new Explanations();
    explanations.set('a/b', 'inviting', 'one');
    explanations.set('a/b', 'playing', 'two');
    expect(explanations.get('a/b')).toEqual({ code: 'playing', text: 'two' });
    expect(explanations.get('a/c')).toBeUndefined();
  });

  it('forget the one that was longest not spoken of, beyond 10,000', () => {
    const explanations = new Explanations();
    for (let i = 0; i < 10_000; i++) explanations.set(`s${i}`, 'x', '');
    explanations.set('s0', 'y', '');
    explanations.set('new', 'z', '');
    expect(explanations.get('s0')?.code).toBe('y');
    expect(explanations.get('s1')).toBeUndefined();
    expect(explanations.get('s2')?.code).toBe('x');
  });
});

describe('our address on the way to a device', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.2', '127.0.0.1'],
    ['camera.example', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('to %j is %s', async (peer, own) => {
    expect(await localAddressTo(peer)).toBe(own);
  });
});

describe('failures', () => {
  it.each([
    ['GL_SIP_TIMEOUT', 504, 'device-no-answer'],
    ['GL_SIP_TRANSPORT', 503, 'device-unreachable'],
    ['GL_SIP_ABORTED', 503, 'aborted'],
    ['GL_SIP_LIMIT', 503, 'busy'],
  ] as const)('%s becomes %i %s', (code, status, play) => {
    expect(asPlayError(new SipError(code, 'why'))).toMatchObject({ status, code: play });
  });

  it('keeps what is one already, and wraps what is none', () => {
    const error = new PlayError(404, 'x', 'y');
    expect(asPlayError(error)).toBe(error);
    expect(asPlayError(new RangeError('odd'))).toMatchObject({ status: 503, code: 'start-failed', message: 'odd' });
    expect(asPlayError('thrown')).toMatchObject({ status: 503, message: 'thrown' });
  });
});
