import { beforeAll, describe, expect, it } from 'vitest';
import type { SipRequest } from '../../../src/sip/index.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import { bytesOf, expectedOf, judge, table, type Verdict } from './verdicts.ts';

let verdicts: Map<string, Verdict>;

beforeAll(async () => {
  verdicts = await judge('rfc5118');
});

const read = (file: string) => parseMessage(bytesOf('rfc5118', file)) as SipRequest;

describe('RFC 5118 IPv6 torture messages', () => {
  it.each(expectedOf('rfc5118').map(({ section, file, rfc }) => [section, file, rfc] as const))(
    '[RFC 5118 §%s] %s: %s',
    (_section, file, rfc) => {
      const { answer } = verdicts.get(file)!;
      if (rfc === 'reject') expect(answer).toBe(400);
      else expect(['taken', 200, 481, 'stray']).toContain(answer);
    },
  );

  it('[RFC 5118 §4.3] takes an address that ends like a port as an address', () => {
    expect(read('port-ambiguous.dat').requestUri).toMatchObject({ host: '2001:db8::10:5070', port: undefined });
  });

  it('[RFC 5118 §4.4] takes a port after the brackets as a port', () => {
    expect(read('port-unambiguous.dat').requestUri).toMatchObject({ host: '2001:db8::10', port: 5070 });
  });

  it.each(['via-received-param-with-delim.dat', 'via-received-param-no-delim.dat'])(
    '[RFC 5118 §4.5] %s: received',
    (file) => {
      expect(read(file).via.received).toBe('2001:db8::9:255');
    },
  );

  it('agrees with the table that is kept', async () => {
    await expect(table('RFC 5118', verdicts.values())).toMatchFileSnapshot('./rfc5118-verdicts.md');
  });
});
