import { describe, expect, it } from 'vitest';
import type { QuirkName } from '../../../../src/gb28181/codec/quirks.ts';
import { agree, type Offered } from '../../../../src/gb28181/media-session/session-answer.ts';
import type { SessionDescription } from '../../../../src/sdp/session-description.ts';

const udp: Offered = { transport: 'udp', ssrc: '0200000001' };
const passive: Offered = { transport: 'tcp-passive', ssrc: '0200000001' };
const active: Offered = { transport: 'tcp-active', ssrc: '0200000001' };
const device = '203.0.113.7';

function answer(changes: Partial<SessionDescription> = {}): SessionDescription {
  return {
    username: '34020000001310000001',
    address: device,
    sessionName: 'Play',
    kind: 'video',
    port: 15_060,
    tcp: false,
    payloads: [{ payload: 96, encoding: 'PS', rate: 90_000 }],
    direction: 'sendonly',
    ssrc: '0200000001',
    ...changes,
  };
}

/** What is agreed, and the faults that were read over. */
function agreed(offered: Offered, changes: Partial<SessionDescription> = {}, from = device) {
  const faults: QuirkName[] = [];
  const result = agree(offered, answer(changes), from, (name) => {
    faults.push(name);
    return true;
  });
  return { ...result, faults };
}
const strictly = (offered: Offered, changes: Partial<SessionDescription>, from = device) =>
  agree(offered, answer(changes), from, () => false);

describe('SSRC', () => {
  it.each([
    ['0200000001', 200000001, []],
    ['0200009999', 200009999, ['own-ssrc']],
    [undefined, 200000001, ['ssrc-missing']],
    ['0000000000', 200000001, ['ssrc-missing']],
    ['9999999999', 200000001, ['ssrc-missing']],
  ])('y=%s: expects %i', (ssrc, expected, faults) => {
    expect(agreed(udp, { ssrc })).toEqual({ ssrc: expected, remote: undefined, faults });
  });

  it('keeps its own where devices may not choose', () => {
    expect(strictly(udp, { ssrc: '0200009999' }).ssrc).toBe(200000001);
    expect(() => strictly(udp, { ssrc: undefined })).toThrow('no usable SSRC');
  });
});

describe('transport', () => {
  it.each([
    ['udp as offered', udp, {}, []],
    ['udp answered with TCP', udp, { tcp: true }, ['setup-lies']],
    ['passive answered with active', passive, { tcp: true, setup: 'active' }, []],
    ['passive answered without setup', passive, { tcp: true }, []],
    ['passive answered with passive', passive, { tcp: true, setup: 'passive' }, ['setup-lies']],
    ['passive answered with UDP', passive, { tcp: false }, ['setup-lies']],
    ['active answered with active and a port', active, { tcp: true, setup: 'active' }, ['setup-lies']],
  ] as const)('%s', (_what, offered, changes, faults) => {
    expect(agreed(offered, changes).faults).toEqual(faults);
    if (faults.length > 0) expect(() => strictly(offered, changes)).toThrow('another media transport');
  });

  it('[RFC 4145 §4.1] two who both connect find no way', () => {
    expect(() => agreed(active, { tcp: true, setup: 'active', port: 9 })).toThrow('ask it for tcp-passive');
  });

  it('[RFC 3264 §6] port 0 refuses the media', () => {
    expect(() => agreed(udp, { port: 0 })).toThrow('refused its media');
  });
});

describe('where we connect to', () => {
  const connects = (address: string, from: string) =>
    agreed(active, { tcp: true, setup: 'passive', address, port: 7000 }, from);

  it.each([
    ['203.0.113.9', '203.0.113.7', '203.0.113.9'],
    ['192.168.1.64', '192.168.1.7', '192.168.1.64'],
    ['10.1.1.1', '192.168.1.7', '10.1.1.1'],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['2001:db8::5', '2001:db8::7', '2001:db8::5'],
    ['fd00::5', 'fd00::7', 'fd00::5'],
  ])('believes %s of a device at %s', (told, from, address) => {
    expect(connects(told, from)).toMatchObject({ remote: { address, port: 7000 }, faults: [] });
  });

  it.each([
    ['0.0.0.0', '203.0.113.7'],
    ['::', '2001:db8::7'],
    ['127.0.0.1', '203.0.113.7'],
    ['127.9.9.9', '192.168.1.7'],
    ['::1', '2001:db8::7'],
    ['192.168.1.64', '203.0.113.7'],
    ['10.0.0.5', '203.0.113.7'],
    ['172.31.0.5', '203.0.113.7'],
    ['100.64.0.5', '203.0.113.7'],
    ['169.254.169.254', '203.0.113.7'],
    ['fe80::1', '2001:db8::7'],
    ['camera.example', '203.0.113.7'],
    ['192.168.1.64/127', '203.0.113.7'],
  ])('takes the source of the signalling for %s of a device at %s', (told, from) => {
    expect(connects(told, from)).toMatchObject({
      remote: { address: from, port: 7000 },
      faults: ['unreachable-media-address'],
    });
    const changes = { tcp: true, setup: 'passive', address: told } as const;
    expect(() => strictly(active, changes, from)).toThrow('cannot be reached');
  });

  it('connects nowhere for other transports', () => {
    expect(agreed(udp, { address: '0.0.0.0' }).remote).toBeUndefined();
    expect(agreed(passive, { tcp: true, setup: 'active', address: '0.0.0.0' }).remote).toBeUndefined();
  });
});
