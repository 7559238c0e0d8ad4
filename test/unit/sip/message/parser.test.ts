import { describe, expect, it } from 'vitest';
import { SipParseError, type SipQuirk, type SipRequest, SipResponse } from '../../../../src/sip/index.ts';
import { defaultLimits } from '../../../../src/sip/limits.ts';
import { type ParseOptions, parseMessage } from '../../../../src/sip/message/parser.ts';
import { printMessage } from '../../../../src/sip/message/printer.ts';
import { fixture, message, request, requestText } from '../wire.ts';

function faultOf(bytes: Buffer, options: ParseOptions = {}): [string, number, boolean] {
  try {
    parseMessage(bytes, options);
  } catch (error) {
    if (error instanceof SipParseError) return [error.fault, error.status, error.answerable !== undefined];
    throw error;
  }
  return ['', 0, false];
}

const only =
  (...quirks: SipQuirk[]) =>
  (quirk: SipQuirk) =>
    quirks.includes(quirk);

describe('start lines', () => {
  it('[RFC 3261 §7.1] reads a request line', () => {
    const one = request({ method: 'MESSAGE', uri: 'sip:34020000002000000001@3402000000' });
    expect([one.method, one.requestUri.user, one.requestUri.host]).toEqual([
      'MESSAGE',
      '34020000002000000001',
      '3402000000',
    ]);
  });

  it('[RFC 3261 §7.2] reads a status line, with and without reason', () => {
    const rest = [
      'Via: SIP/2.0/UDP h;branch=z9hG4bK1',
      'From: <sip:a@b>;tag=1',
      'To: <sip:a@b>',
      'Call-ID: 1',
      'CSeq: 1 INVITE',
    ];
    const read = (line: string) => parseMessage(message([line, ...rest])) as SipResponse;
    expect([read('SIP/2.0 180 Ringing').status, read('SIP/2.0 180 Ringing').reason]).toEqual([180, 'Ringing']);
    expect([read('SIP/2.0 200 ').reason, read('SIP/2.0 200').reason]).toEqual(['', '']);
  });

  it.each([
    ['no blanks', 'OPTIONS', ['start-line', 400, false]],
    ['no version', 'OPTIONS sip:a@b', ['start-line', 400, true]],
    ['HTTP', 'GET / HTTP/1.1', ['start-line', 400, true]],
    ['another version', 'OPTIONS sip:a@b SIP/3.0', ['version', 505, true]],
    ['a method that is no token', 'OPT/IONS sip:a@b SIP/2.0', ['start-line', 400, false]],
    ['a Request-URI without scheme', 'OPTIONS bob SIP/2.0', ['request-uri', 400, true]],
    ['a status of two digits', 'SIP/2.0 20 OK', ['status-code', 400, false]],
    ['a status of 700', 'SIP/2.0 700 OK', ['status-code', 400, false]],
    ['a response of another version', 'SIP/3.0 200 OK', ['version', 505, false]],
  ])('refuses %s', (_name, line, fault) => {
    const rest = requestText().toString().split('\r\n').slice(1).join('\r\n');
    expect(faultOf(Buffer.from(`${line}\r\n${rest}`))).toEqual(fault);
  });

  it('refuses nothing at all', () => {
    expect(faultOf(Buffer.alloc(0))).toEqual(['empty', 400, false]);
    expect(faultOf(Buffer.from('\r\n\r\n'))).toEqual(['empty', 400, false]);
  });
});

describe('header lines', () => {
  it('[RFC 3261 §7.3.1] joins folded lines by one blank', () => {
    expect(request({ headers: ['Subject: one', '   two', '\tthree'] }).headers.get('subject')).toBe('one two three');
  });

  it('[RFC 3261 §7.3.3] finds compact forms by their long names and keeps what was written', () => {
    const one = request({ headers: ['s: hello', 'k: path'] });
    expect([one.headers.get('Subject'), one.tokens('Supported')]).toEqual(['hello', ['path']]);
    expect(one.headers.fields.map(({ name }) => name)).toContain('s');
  });

  it('takes lines that end in LF alone', () => {
    const one = parseMessage(fixture('field/bare-lf.sip'));
    expect([one.fromTag, one.body.subarray(0, 5).toString()]).toEqual(['50882131', '<?xml']);
  });

  it.each([
    ['a line without colon', 'nonsense', 'header-line'],
    ['a name with blanks', 'two words: x', 'header-line'],
    ['an empty name', ': x', 'header-line'],
    ['a CR alone', 'X: a\rb', 'control-character'],
    ['a NUL', 'X: a\0b', 'control-character'],
    ['Expires that is no number', 'Expires: soon', 'header-value'],
    ['Expires beyond 32 bits', 'Expires: 4294967296', 'header-value'],
    ['an empty Contact in a list', 'Contact: <sip:a@b>,,<sip:c@d>', 'header-value'],
    ['a Contact that does not close', 'Contact: <sip:a@b', 'header-value'],
    ['a Route that is none', 'Route: nowhere', 'header-value'],
    ['To twice', 'To: <sip:x@y>', 'repeated-header'],
    ['Call-ID twice, once compact', 'i: x', 'repeated-header'],
    ['two Content-Lengths', 'l: 77', 'content-length'],
  ])('refuses %s, and can answer', (_name, header, fault) => {
    expect(faultOf(requestText({ headers: [header] }))).toEqual([fault, 400, true]);
  });

  it.each(['Via', 'From', 'To', 'Call-ID', 'CSeq'])('[RFC 3261 §8.1.1] refuses a request without %s', (name) => {
    const lines = requestText()
      .toString()
      .split('\r\n')
      .filter((line) => !line.startsWith(`${name}:`));
    expect(faultOf(Buffer.from(lines.join('\r\n')))).toEqual(['missing-header', 400, name !== 'Via']);
  });

  it('[RFC 3261 §8.1.1.5] refuses a CSeq of 2^31, or of another method', () => {
    expect(faultOf(requestText({ cseq: 2 ** 31 }))[0]).toBe('header-value');
    const other = requestText().toString().replace('1 OPTIONS', '1 BYE');
    expect(faultOf(Buffer.from(other))[0]).toBe('cseq-method');
  });

  it('never answers an ACK', () => {
    expect(faultOf(requestText({ method: 'ACK', headers: ['Expires: x'] }))).toEqual(['header-value', 400, false]);
  });
});

describe('bounds', () => {
  it.each([
    ['a head', { maxHeadBytes: 100 }, ['too-long', 513]],
    ['a line', { maxLineBytes: 40 }, ['too-long', 513]],
    ['headers', { maxHeaders: 4 }, ['too-many-headers', 513]],
    ['a body', { maxBodyBytes: 3 }, ['too-long', 413]],
  ])('refuses %s beyond its bound', (_name, limits, [fault, status]) => {
    const found = faultOf(requestText({ body: 'four' }), { limits: { ...defaultLimits, ...limits } });
    expect(found.slice(0, 2)).toEqual([fault, status]);
  });

  it('takes exactly the bound', () => {
    const bytes = requestText({ body: 'four' });
    const limits = { ...defaultLimits, maxBodyBytes: 4, maxHeaders: 7, maxHeadBytes: bytes.length - 4 };
    expect(faultOf(bytes, { limits })).toEqual(['', 0, false]);
  });
});

describe('bodies', () => {
  it('are bytes, whatever their text', () => {
    const one = parseMessage(fixture('field/short-content-length.sip'), { tolerates: () => true });
    expect(one.body.includes(Buffer.from([0xb4, 0xf3, 0xbb, 0xaa]))).toBe(true);
  });

  it('[RFC 3261 §18.3] end with the datagram when there is no Content-Length', () => {
    expect(parseMessage(fixture('field/no-content-length.sip')).body.toString('latin1')).toMatch(/<\/Notify>\r\n$/);
  });

  it('are empty without Content-Length in a stream', () => {
    expect(parseMessage(fixture('field/no-content-length.sip'), { framing: 'stream' }).body.length).toBe(0);
  });

  it('[RFC 3261 §18.3] are 400 when shorter than Content-Length', () => {
    const cut = requestText({ body: 'hello' }).subarray(0, -1);
    expect(faultOf(cut)).toEqual(['truncated-body', 400, true]);
  });

  it('[RFC 3261 §18.3] lose what stands behind Content-Length', () => {
    const one = parseMessage(
      Buffer.concat([requestText({ body: 'hello', headers: ['Content-Type: a/b'] }), Buffer.from('more')]),
    );
    expect(one.body.toString()).toBe('hello');
  });
});

describe('quirks', () => {
  it.each([
    ['zero-content-length', 'field/zero-content-length.sip'],
    ['missing-max-forwards', 'field/no-max-forwards.sip'],
    ['missing-from-tag', 'rfc4475/inv2543.dat'],
    ['no-blank-line', 'rfc4475/baddn.dat'],
  ] as const)('QUIRK %s is noted', (quirk, path) => {
    expect(parseMessage(fixture(path)).quirks).toContain(quirk);
  });

  it.each([
    ['missing-max-forwards', 'field/no-max-forwards.sip', 'missing-header'],
    ['no-blank-line', 'rfc4475/baddn.dat', 'header-line'],
  ])('%s can be switched off', (_quirk, path, fault) => {
    expect(faultOf(fixture(path), { tolerates: only() })[0]).toBe(fault);
  });

  it('QUIRK zero-content-length: the body is the rest of the datagram, when it has a type', () => {
    expect(parseMessage(fixture('field/zero-content-length.sip')).body.length).toBeGreaterThan(60);
    expect(parseMessage(fixture('field/zero-content-length.sip'), { tolerates: only() }).body.length).toBe(0);
    expect(parseMessage(fixture('rfc4475/dblreq.dat')).body.length).toBe(0);
  });

  it('QUIRK short-content-length: off unless wanted', () => {
    const path = 'field/short-content-length.sip';
    expect(parseMessage(fixture(path)).body.toString('latin1')).not.toMatch(/\n$/);
    const tolerant = parseMessage(fixture(path), { tolerates: only('short-content-length') });
    expect(tolerant.body.toString('latin1')).toMatch(/<\/Notify>\r\n$/);
  });

  it('takes addresses without angle brackets, and realms of ten digits', () => {
    const one = parseMessage(fixture('field/no-angle-brackets.sip')) as SipRequest;
    expect([one.from.uri.host, one.fromTag, one.to.uri.user]).toEqual([
      '3402000000',
      '50882131',
      '34020000002000000001',
    ]);
  });

  it.each(['field/invite-200-tcp-active.sip', 'field/keepalive-dh-v1.sip', 'field/register-nvr-header-order.sip'])(
    'reads %s',
    (path) => {
      expect(parseMessage(fixture(path)).quirks).toEqual([]);
    },
  );
});

describe('printing', () => {
  it('gives header bytes back that are not UTF-8', () => {
    const bytes = fixture('field/gbk-display-name.sip');
    const one = parseMessage(bytes);
    expect(one.headEncoding).toBe('latin1');
    expect(printMessage(one).equals(bytes)).toBe(true);
  });

  it('adds text beyond latin1 to such a head as UTF-8', () => {
    const one = parseMessage(fixture('field/gbk-display-name.sip'));
    one.headers.add('Subject', '观澜');
    expect(printMessage(one).includes(Buffer.from('Subject: 观澜'))).toBe(true);
    expect(printMessage(one).includes(Buffer.from([0xb4, 0xf3, 0xbb, 0xaa]))).toBe(true);
  });

  it('[RFC 3261 §20.14] always tells the true Content-Length, once', () => {
    const one = request({ body: 'hello' });
    one.body = Buffer.from('good bye');
    expect(printMessage(one).toString()).toMatch(/Content-Length: 8\r\n\r\ngood bye$/);
    one.headers.delete('Content-Length');
    expect(
      printMessage(one)
        .toString()
        .match(/Content-Length/g),
    ).toHaveLength(1);
  });

  it('prints responses', () => {
    const one = new SipResponse(200, 'OK');
    one.headers.add('X', '');
    expect(printMessage(one).toString()).toBe('SIP/2.0 200 OK\r\nX:\r\nContent-Length: 0\r\n\r\n');
  });
});
