import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subStream } from '../../../src/sdp/own-lines.ts';
import { parseSdp, SdpError, type SessionDescription, writeSdp } from '../../../src/sdp/session-description.ts';

const offer: SessionDescription = {
  username: '34020000002000000001',
  address: '192.0.2.1',
  sessionName: 'Play',
  kind: 'video',
  port: 30000,
  tcp: false,
  payloads: [
    { payload: 96, encoding: 'PS', rate: 90000 },
    { payload: 98, encoding: 'H264', rate: 90000 },
  ],
  direction: 'recvonly',
  ssrc: '0200000001',
  format: 'v/////a///',
};

const lines = (text: string) => text.split('\r\n').filter((line) => line !== '');
const minimal = [
  'v=0',
  'o=- 0 0 IN IP4 192.0.2.9',
  's=Play',
  'c=IN IP4 192.0.2.9',
  't=0 0',
  'm=video 15060 RTP/AVP 96',
];
const read = (...more: string[]) => parseSdp([...minimal, ...more, ''].join('\r\n'));

describe('writing', () => {
  it('[GB/T 28181-2016 annex F] puts y= and f= behind the attributes of the media', () => {
    expect(lines(writeSdp(offer))).toEqual([
      'v=0',
      'o=34020000002000000001 0 0 IN IP4 192.0.2.1',
      's=Play',
      'c=IN IP4 192.0.2.1',
      't=0 0',
      'm=video 30000 RTP/AVP 96 98',
      'a=rtpmap:96 PS/90000',
      'a=rtpmap:98 H264/90000',
      'a=recvonly',
      'y=0200000001',
      'f=v/////a///',
    ]);
  });

  it.each(['active', 'passive'] as const)('[RFC 4145 §4] says who connects: %s', (setup) => {
    const text = writeSdp({ ...offer, tcp: true, setup });
    expect(text).toContain('m=video 30000 TCP/RTP/AVP 96 98\r\n');
    expect(text).toContain(`a=setup:${setup}\r\n`);
    expect(text).toContain('a=connection:new\r\n');
  });

  it('[RFC 8866 §5.7] names the family of an IPv6 address', () => {
    const text = writeSdp({ ...offer, address: '2001:db8::1' });
    expect(text).toContain('c=IN IP6 2001:db8::1\r\n');
    expect(text).toContain('IN IP6 2001:db8::1\r\n');
    expect(parseSdp(text).address).toBe('2001:db8::1');
  });

  it('reads back whatever it writes', () => {
    const description = fc.record({
      username: fc.stringMatching(/^\d{20}$/),
      address: fc.constantFrom('192.0.2.1', '10.0.0.8', '2001:db8::7'),
      sessionName: fc.constantFrom('Play', 'Playback', 'Download', 'Talk'),
      kind: fc.constantFrom('video' as const, 'audio' as const),
      port: fc.integer({ min: 1, max: 65535 }),
      tcp: fc.boolean(),
      payloads: fc.uniqueArray(
        fc.record({
          payload: fc.integer({ min: 0, max: 127 }),
          encoding: fc.constantFrom('PS', 'H264', 'H265', 'PCMA'),
          rate: fc.constantFrom(8000, 90000),
        }),
        { minLength: 1, maxLength: 8, selector: ({ payload }) => payload },
      ),
      direction: fc.constantFrom('recvonly' as const, 'sendonly' as const, 'sendrecv' as const, 'inactive' as const),
      setup: fc.constantFrom('active' as const, 'passive' as const, undefined),
      ssrc: fc.option(fc.stringMatching(/^\d{10}$/), { nil: undefined }),
      format: fc.constantFrom('v/2/6/25/1/4096a/1/8/1', 'v/////a///', undefined),
      uri: fc.constantFrom('34020000001310000001:0', '34020000001310000001:3', undefined),
      timing: fc.option(fc.record({ start: fc.integer({ min: 1, max: 2 ** 32 }), stop: fc.nat() }), { nil: undefined }),
      downloadSpeed: fc.constantFrom(1, 4, 8, undefined),
      fileSize: fc.option(
        fc.maxSafeNat().map((size) => size % 10 ** 15),
        { nil: undefined },
      ),
      streamNumber: fc.constantFrom('0', '2', undefined),
      streamMode: fc.constantFrom('MAIN', 'SUB', undefined),
    });
    fc.assert(
      fc.property(description, (given) => {
        expect(parseSdp(writeSdp(given))).toEqual(given);
      }),
    );
  });
});

describe('a record', () => {
  it('[GB/T 28181-2016 annex F] is named by u= and t=, with the speed of its download behind the direction', () => {
    const text = writeSdp({
      ...offer,
      sessionName: 'Download',
      uri: '34020000001310000001:0',
      timing: { start: 1_767_225_600, stop: 1_767_226_200 },
      downloadSpeed: 8,
    });
    expect(lines(text)).toEqual([
      'v=0',
      'o=34020000002000000001 0 0 IN IP4 192.0.2.1',
      's=Download',
      'u=34020000001310000001:0',
      'c=IN IP4 192.0.2.1',
      't=1767225600 1767226200',
      'm=video 30000 RTP/AVP 96 98',
      'a=rtpmap:96 PS/90000',
      'a=rtpmap:98 H264/90000',
      'a=recvonly',
      'a=downloadspeed:8',
      'y=0200000001',
      'f=v/////a///',
    ]);
  });

  it.each([
    ['a=filesize:123456789', { fileSize: 123_456_789 }],
    ['a= FileSize : 12 ', { fileSize: 12 }],
    ['a=filesize:-1', {}],
    ['a=filesize:1234567890123456', {}],
    ['a=downloadspeed:4', { downloadSpeed: 4 }],
    ['a=downloadspeed:fast', {}],
    ['a=streamnumber:1', { streamNumber: '1' }],
    ['a=stream:1', { stream: '1' }],
    ['a=streamprofile:1', { streamProfile: '1' }],
    ['a=streamMode:SUB', { streamMode: 'SUB' }],
    ['a=streammode:main', { streamMode: 'main' }],
  ])('reads %j', (line, told) => {
    const { fileSize, downloadSpeed, streamNumber, stream, streamProfile, streamMode } = read(line);
    const found = { fileSize, downloadSpeed, streamNumber, stream, streamProfile, streamMode };
    expect(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(told);
  });

  it('reads t= with more blanks, and attributes before the media', () => {
    const text = [...minimal.slice(0, 4), 't= 1767225600  1767226200', 'a=filesize:7', minimal[5]].join('\n');
    expect(parseSdp(text)).toMatchObject({ timing: { start: 1_767_225_600, stop: 1_767_226_200 }, fileSize: 7 });
  });

  it('takes a description without a range as live', () => {
    expect(read().timing).toBeUndefined();
  });

  it.each([
    ['streamNumber', 0, '0'],
    ['stream', 1, '1'],
    ['streamProfile', 1, '1'],
    ['streamMode', 0, 'MAIN'],
    ['streamMode', 1, 'SUB'],
  ] as const)('asks for a sub-stream by %s', (attribute, number, value) => {
    const wanted = subStream(attribute, number);
    expect(wanted).toEqual({ [attribute]: value });
    expect(parseSdp(writeSdp({ ...offer, ...wanted }))).toMatchObject(wanted);
  });
});

describe('reading', () => {
  it('reads the answer of a Dahua platform', () => {
    const message = readFileSync(new URL('../../fixtures/manscdp/dahua/invite-200-tcp-active.sip', import.meta.url));
    const body = message.subarray(message.indexOf('v=0'));
    expect(parseSdp(body)).toEqual({
      username: '34020000001310000001',
      address: '192.168.1.108',
      sessionName: 'Play',
      kind: 'video',
      port: 10032,
      tcp: true,
      payloads: [{ payload: 96, encoding: 'PS', rate: 90000 }],
      direction: 'sendonly',
      setup: 'active',
      ssrc: '0200005549',
      format: 'v/0/0/0/0/0a/0/0/0',
      streamNumber: '0',
      streamProfile: '0',
    });
  });

  it.each([
    ['y=0200000001', '0200000001'],
    ['y=200000001', '0200000001'],
    ['y=  0200000001  ', '0200000001'],
    ['y=0000000000', '0000000000'],
    ['y=0x1234', undefined],
    ['y=-1', undefined],
    ['y=12345678901', undefined],
    ['y=', undefined],
  ])('takes %j as SSRC %s', (line, ssrc) => {
    expect(read(line).ssrc).toBe(ssrc);
  });

  it('takes y= before the m= line', () => {
    const text = [...minimal.slice(0, 5), 'y=0200000003', minimal[5], ''].join('\r\n');
    expect(parseSdp(text).ssrc).toBe('0200000003');
  });

  it('reads lines that end in LF alone, and junk between them', () => {
    expect(parseSdp(`${minimal.join('\n')}\n\nhello\na=\nz\ny=0200000004\n`)).toMatchObject({
      port: 15060,
      ssrc: '0200000004',
    });
  });

  it('[RFC 8866 §5.7] prefers the address of the media', () => {
    expect(read('c=IN IP4 198.51.100.2').address).toBe('198.51.100.2');
  });

  it('takes the first media section that has a port', () => {
    const text = [...minimal.slice(0, 5), 'm=audio 0 RTP/AVP 8', 'm=video 1234 TCP/RTP/AVP 96', ''].join('\r\n');
    expect(parseSdp(text)).toMatchObject({ kind: 'video', port: 1234, tcp: true });
  });

  it('tells that media was refused', () => {
    expect(parseSdp([...minimal.slice(0, 5), 'm=video 0 RTP/AVP 96', ''].join('\r\n')).port).toBe(0);
  });

  it('lists payload types that no rtpmap explains', () => {
    expect(read().payloads).toEqual([{ payload: 96, encoding: '', rate: 90000 }]);
  });

  it.each([
    ['nothing', ''],
    ['no m= line', minimal.slice(0, 5).join('\r\n')],
    ['no c= line', minimal.filter((line) => !line.startsWith('c=')).join('\r\n')],
    ['an m= line of words', [...minimal.slice(0, 5), 'm=video many RTP/AVP 96'].join('\r\n')],
    ['a port beyond the range', [...minimal.slice(0, 5), 'm=video 65536 RTP/AVP 96'].join('\r\n')],
    ['too much', minimal.join('\r\n').padEnd(20_000, '\r\na=x')],
    ['XML', '<Response/>'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseSdp(text)).toThrow(SdpError);
  });

  it('answers any bytes with a description or SdpError', () => {
    const line = fc.oneof(
      fc.constantFrom(...minimal, 'a=setup:active', 'a=rtpmap:96 PS/90000', 'y=0200000001', 'f=', 'm=audio'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (some) => {
        try {
          const { port, address } = parseSdp(some.join('\r\n'));
          expect(port).toBeGreaterThanOrEqual(0);
          expect(typeof address).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(SdpError);
        }
      }),
    );
  });
});
