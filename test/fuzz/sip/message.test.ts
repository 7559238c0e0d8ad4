import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAuth } from '../../../src/sip/auth/challenge.ts';
import { parseNameAddress, parseUri, SipParseError, SipRequest } from '../../../src/sip/index.ts';
import { type ParseOptions, parseMessage } from '../../../src/sip/message/parser.ts';
import { printMessage } from '../../../src/sip/message/printer.ts';
import { eventOf, subscriptionStateOf } from '../../../src/sip/message/subscription-state.ts';
import { parseVia } from '../../../src/sip/message/via.ts';
import { responseTo } from '../../../src/sip/transaction/response.ts';

const fixtures = new URL('../../fixtures/sip/', import.meta.url);
const seeds = ['rfc4475', 'rfc5118', 'field'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, fixtures))
    .filter((file) => !file.endsWith('.json'))
    .map((file) => readFileSync(new URL(`${folder}/${file}`, fixtures))),
);

/** A message of the corpus with some bytes changed, cut out, doubled or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.integer({ min: 0, max: 40 }),
        put: fc.oneof(
          fc.uint8Array({ maxLength: 8 }),
          fc
            .constantFrom('\r\n', '\n', '\r', '\r\n\r\n', ' ', '"', '<', '>', ';', ',', ':', '@', '\0', 'é', '大')
            .map((text) => Buffer.from(text)),
        ),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([seed, changes]) =>
    changes.reduce<Buffer>((bytes, { at, cut, put }) => {
      const place = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
    }, seed),
  );

const anything = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
);

function read(bytes: Buffer, options?: ParseOptions) {
  try {
    return parseMessage(bytes, options);
  } catch (error) {
    if (error instanceof SipParseError) return undefined;
    throw error;
  }
}

it('what is refused can be answered, and the answer has its lines and no other', () => {
  fc.assert(
    fc.property(anything, (bytes) => {
      try {
        parseMessage(bytes);
      } catch (error) {
        const request = (error as SipParseError).answerable;
        if (!request) return;
        const head = printMessage(responseTo(request, 400, 'tag')).toString('latin1');
        expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }
    }),
    { numRuns: 20_000 },
  );
});

it('reading throws nothing but SipParseError, and what was read can be used without throwing', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom('datagram', 'stream'), (bytes, framing) => {
      const message = read(bytes, { framing });
      if (!message) return;
      void [
        message.via,
        message.from,
        message.to,
        message.callId,
        message.cseq,
        message.contacts,
        message.contact,
        message.expires,
        eventOf(message),
        subscriptionStateOf(message),
      ];
      void [
        message.fromTag,
        message.toTag,
        message.contentType,
        message.contentLength,
        message.tokens('Require'),
        message.authorization,
      ];
      if (message instanceof SipRequest) void [message.requestUri, message.maxForwards];
    }),
    { numRuns: 4000 },
  );
});

it('printing what was read is stable: print(parse(print(x))) equals print(x)', () => {
  fc.assert(
    fc.property(anything, (bytes) => {
      const message = read(bytes);
      if (!message) return;
      const printed = printMessage(message);
      const again = parseMessage(printed, { framing: 'stream' });
      expect(printMessage(again).equals(printed)).toBe(true);
      expect(again.body.equals(message.body)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it('what cannot be read can be answered, or says so', () => {
  fc.assert(
    fc.property(anything, (bytes) => {
      try {
        parseMessage(bytes);
      } catch (error) {
        const fault = error as SipParseError;
        expect(fault).toBeInstanceOf(SipParseError);
        expect(fault.status).toBeGreaterThanOrEqual(400);
        if (fault.answerable) expect(fault.answerable.via.host.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 3000 },
  );
});

it.each([
  ['URIs', parseUri],
  ['names and addresses', parseNameAddress],
  ['Via', parseVia],
  ['credentials', parseAuth],
])('%s of any text', (_name, parse) => {
  const pieces = fc.constantFrom(
    'sip:',
    'sips:',
    '@',
    ':',
    ';',
    '=',
    '"',
    '\\',
    '<',
    '>',
    '[',
    ']',
    ',',
    '?',
    ' ',
    'SIP/2.0/UDP ',
    'Digest ',
    'host',
    '5060',
    '::1',
    'tag',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
      ),
      (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SipParseError);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

it('long values take no more than linear time', () => {
  const long = (piece: string) => piece.repeat(8000 / piece.length);
  for (const piece of [';', ',', '"', ' ', '\\', '<', ';a=', '"a",', 'a ', '; received =']) {
    const text = `OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1${long(piece)}\r\nContact: ${long(piece)}\r\nCall-ID: 1\r\n\r\n`;
    const started = performance.now();
    read(Buffer.from(text));
    expect(performance.now() - started).toBeLessThan(200);
  }
});
