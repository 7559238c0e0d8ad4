import { describe, expect, it } from 'vitest';
import { bracketed, decodedUser, parseNameAddress, parseUri, SipParseError } from '../../../../src/sip/index.ts';
import { parseVia } from '../../../../src/sip/message/via.ts';

describe('[RFC 3261 §19.1] URIs', () => {
  it.each([
    ['sip:bob@example.com', { scheme: 'sip', user: 'bob', host: 'example.com', port: undefined }],
    ['SIPS:bob:secret@example.com:5061', { scheme: 'sips', user: 'bob', password: 'secret', port: 5061 }],
    ['sip:example.com', { user: '', host: 'example.com' }],
    ['sip:34020000001320000001@3402000000', { user: '34020000001320000001', host: '3402000000' }],
    ['sip:bob@[2001:db8::1]:5060', { host: '2001:db8::1', port: 5060 }],
    ['sip:a;b?c@example.com', { user: 'a;b?c', host: 'example.com' }],
    ['sip:bob@example.com?subject=x', { host: 'example.com', headers: 'subject=x' }],
    ['tel:+123', { scheme: 'tel', user: '', host: '' }],
  ])('%s', (text, expected) => {
    expect(parseUri(text)).toMatchObject({ ...expected, text });
  });

  it('reads parameters', () => {
    const { parameters } = parseUri('sip:bob@example.com;lr;Transport=TCP');
    expect([parameters.has('lr'), parameters.get('lr'), parameters.get('transport')]).toEqual([true, null, 'TCP']);
  });

  it.each([
    '',
    'bob',
    'sip:',
    'sip:@host',
    '1sip:a@b',
    'sip:a b@c',
    'sip:a@b c',
    'sip:<a@b>',
    'sip:a@',
    'sip:a@b:port',
    'sip:a@b:70000',
    'sip:a@[::1',
    'sip:a@[]',
    'sip:2001:db8::1',
    'tel:',
  ])('refuses %j', (text) => {
    expect(() => parseUri(text)).toThrow(SipParseError);
  });

  it('undoes escapes of the user where that is text', () => {
    expect([decodedUser(parseUri('sip:%E8%A7%82@b')), decodedUser(parseUri('sip:%FF@b'))]).toEqual(['观', '%FF']);
  });

  it('brackets IPv6 only', () => {
    expect([bracketed('::1'), bracketed('127.0.0.1')]).toEqual(['[::1]', '127.0.0.1']);
  });
});

describe('[RFC 3261 §20.10] names and addresses', () => {
  it.each([
    ['"A \\"B\\"" <sip:a@b>;tag=1', 'A "B"', '1'],
    ['Anna Bell <sip:a@b>;tag=2', 'Anna Bell', '2'],
    ['<sip:a@b> ; tag = 3', '', '3'],
    ['sip:a@b;tag=4', '', '4'],
    ['"<" <sip:a@b>;tag=5', '<', '5'],
    ['< sip:a@b >;tag=6;', '', '6'],
    ['球机 <sip:a@b>;tag=7', '球机', '7'],
  ])('%s', (text, name, tag) => {
    const address = parseNameAddress(text);
    expect([address.displayName, address.uri.host, address.parameters.get('tag')]).toEqual([name, 'b', tag]);
  });

  it.each(['', '<>', '<sip:a@b', '"open <sip:a@b>', '<sip:a@b> x', 'sip:a@b?x=y', 'nobody'])('refuses %j', (text) => {
    expect(() => parseNameAddress(text)).toThrow(SipParseError);
  });
});

describe('[RFC 3261 §20.42] Via', () => {
  it('reads all of it', () => {
    expect(
      parseVia('SIP / 2.0 / udp  host.example.com : 5070 ;branch=z9hG4bK1; received = 192.0.2.1;rport=5062'),
    ).toMatchObject({
      transport: 'UDP',
      host: 'host.example.com',
      port: 5070,
      branch: 'z9hG4bK1',
      received: '192.0.2.1',
      rport: 5062,
    });
  });

  it('[RFC 3581 §3] tells an rport that is asked for from none', () => {
    expect([
      parseVia('SIP/2.0/UDP h;rport').rport,
      parseVia('SIP/2.0/UDP h').rport,
      parseVia('SIP/2.0/UDP h;rport=99999').rport,
    ]).toEqual([true, false, true]);
  });

  it.each(['', 'UDP h', 'SIP/2.0 h', 'SIP/2.0/UDP', 'SIP/2.0/UDP ;branch=1', 'SIP/2.0/UDP h:x', 'SIP/2.0/UDP [h]'])(
    'refuses %j',
    (text) => {
      expect(() => parseVia(text)).toThrow(SipParseError);
    },
  );
});
