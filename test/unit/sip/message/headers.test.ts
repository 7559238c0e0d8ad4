import { expect, it } from 'vitest';
import { Headers, type NameAddress, SipParseError } from '../../../../src/sip/index.ts';
import { parseCount, quote, splitOutsideQuotes, trimBlanks, unquote } from '../../../../src/sip/message/characters.ts';
import { reasonPhrase } from '../../../../src/sip/message/status.ts';
import { request } from '../wire.ts';

it('[RFC 3261 §7.3.1] compares names without case', () => {
  const headers = new Headers().add('call-ID', 'x');
  expect([headers.get('Call-ID'), headers.get('CALL-ID'), headers.get('i'), headers.has('X')]).toEqual([
    'x',
    'x',
    'x',
    false,
  ]);
});

it('keeps the order of the wire', () => {
  const headers = new Headers().add('B', '1').add('A', '2').add('b', '3');
  expect(headers.fields.map(({ name, value }) => [name, value])).toEqual([
    ['B', '1'],
    ['A', '2'],
    ['b', '3'],
  ]);
  expect([headers.getAll('b'), headers.count('B'), headers.fields.length]).toEqual([['1', '3'], 2, 3]);
});

it('set() puts the new lines where the first one was', () => {
  const headers = new Headers().add('A', '1').add('B', '2').add('A', '3').add('C', '4');
  headers.set('A', ['x', 'y']);
  expect(headers.fields.map(({ name, value }) => name + value)).toEqual(['Ax', 'Ay', 'B2', 'C4']);
  headers.set('D', 'z');
  expect(headers.get('d')).toBe('z');
});

it('delete(), prepend() and replaceFirst()', () => {
  const headers = new Headers().add('Via', 'a').add('Via', 'b');
  headers.prepend('Via', 'top');
  headers.replaceFirst('v', 'new');
  expect(headers.getAll('via')).toEqual(['new', 'a', 'b']);
  expect([headers.delete('via'), headers.delete('via'), headers.fields.length]).toEqual([true, false, 0]);
});

it('refuses values that would make lines of their own', () => {
  expect(() => new Headers().add('A', 'x\r\nInjected: y')).toThrow(TypeError);
  expect(() => new Headers().set('A', ['ok', 'x\ny'])).toThrow(TypeError);
});

it('typed values follow a change', () => {
  const one = request();
  expect(one.fromTag).toBe('a1');
  one.headers.set('From', '<sip:x@y>;tag=new');
  expect(one.fromTag).toBe('new');
  one.headers.set('CSeq', '9 OPTIONS');
  expect(one.cseq.number).toBe(9);
});

it('typed values follow a line that is added before or after', () => {
  const one = request({ headers: ['Contact: <sip:a@b>'] });
  const hosts = () => (one.contacts as NameAddress[]).map(({ uri }) => uri.host);
  expect(hosts()).toEqual(['b']);
  one.headers.add('m', '<sip:c@d>');
  expect(hosts()).toEqual(['b', 'd']);
  one.headers.prepend('Contact', '<sip:e@f>');
  expect(hosts()).toEqual(['f', 'b', 'd']);
  one.headers.replaceFirst('Contact', '<sip:g@h>');
  expect(hosts()).toEqual(['h', 'b', 'd']);
  one.headers.delete('Contact');
  expect(hosts()).toEqual([]);
});

it('copy() takes all lines of a name, and spells it anew', () => {
  const from = new Headers().add('v', 'a').add('To', 'b').add('VIA', 'c');
  const to = new Headers();
  to.copy(from, 'Via');
  to.copy(from, 'Route');
  expect(to.fields.map(({ name, value }) => name + value)).toEqual(['Viaa', 'Viac']);
});

it('typed values of what is absent', () => {
  const one = request();
  expect([
    one.expires,
    one.contact,
    one.contacts,
    one.contentType,
    one.authorization,
    one.userAgent,
    one.toTag,
  ]).toEqual([undefined, undefined, [], undefined, undefined, undefined, undefined]);
  expect(one.maxForwards).toBe(70);
});

it('[RFC 3261 §10.2.2] knows the Contact that means all', () => {
  const one = request({ method: 'REGISTER', headers: ['Contact: *', 'Expires: 0'] });
  expect([one.contacts, one.contact, one.expires]).toEqual(['*', undefined, 0]);
});

it('[RFC 3261 §7.3.1] a list in one line is the same as in several', () => {
  const one = request({ headers: ['Contact: "A, B" <sip:a@b>, sip:c@d;q=1', 'Contact: <sip:e@f>'] });
  expect((one.contacts as NameAddress[]).map((c) => [c.displayName, c.uri.host])).toEqual([
    ['A, B', 'b'],
    ['', 'd'],
    ['', 'f'],
  ]);
});

it('contentType is lower case and bare', () => {
  expect(request({ headers: ['Content-Type: Application/SDP ; charset=x'] }).contentType).toBe('application/sdp');
});

it('splits outside of quotes and brackets only', () => {
  expect(splitOutsideQuotes('a,"b,\\",c",<d,e>,f', ',')).toEqual(['a', '"b,\\",c"', '<d,e>', 'f']);
  expect(() => splitOutsideQuotes('a,"b', ',')).toThrow(SipParseError);
});

it('quotes and unquotes', () => {
  expect([quote('a"b\\c'), unquote('"a\\"b\\\\c"'), unquote('plain'), unquote('"')]).toEqual([
    '"a\\"b\\\\c"',
    'a"b\\c',
    'plain',
    '"',
  ]);
});

it('trims blanks and tabs, not what else Unicode calls space', () => {
  expect(trimBlanks(' \t\u00a0x\ufeff ')).toBe('\u00a0x\ufeff');
});

it('counts', () => {
  expect(parseCount('0070', 100, 'x')).toBe(70);
  for (const bad of ['', '-1', '1.5', '0x10', '101', '9'.repeat(40)])
    expect(() => parseCount(bad, 100, 'x')).toThrow(SipParseError);
});

it('[RFC 3261 §21] a status without phrase takes that of its class', () => {
  expect([reasonPhrase(404), reasonPhrase(499), reasonPhrase(299)]).toEqual(['Not Found', 'Bad Request', 'OK']);
});
