import { readFileSync } from 'node:fs';
import { systemClock } from '../../../src/base/clock.ts';
import { SipResponse } from '../../../src/sip/index.ts';
import { SipParseError } from '../../../src/sip/message/parse-error.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import { startEndpoint, UdpPeer } from '../../unit/sip/wire.ts';

export interface Expected {
  file: string;
  section: string;
  rfc: 'valid' | 'reject' | 'discard' | 'either' | 'semantic' | '505';
  note: string;
}

/** What the endpoint did with one message: the status of its answer, or why there is none. */
export interface Verdict {
  file: string;
  section: string;
  rfc: string;
  answer: number | 'taken' | 'stray' | 'discarded';
  fault: string;
  quirks: string;
}

const applicationMethods = new Set(['INVITE', 'REGISTER', 'MESSAGE']);
/** Status by which the test's application marks what it was given. */
const kTaken = 299;
const kTakenInvite = 699;

export function expectedOf(set: string): Expected[] {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/sip/${set}/expected.json`, import.meta.url), 'utf8'),
  ) as Expected[];
}

export function bytesOf(set: string, file: string): Buffer {
  return readFileSync(new URL(`../../fixtures/sip/${set}/${file}`, import.meta.url));
}

/** Sends every message of a set to an endpoint over UDP, one after the other, each to a new one so that none matters to the next. */
export async function judge(set: string): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  for (const { file, section, rfc } of expectedOf(set)) {
    const bytes = bytesOf(set, file);
    const parsed = attempt(bytes);
    verdicts.set(file, { file, section, rfc, ...parsed, answer: await answerTo(bytes) });
  }
  return verdicts;
}

function attempt(bytes: Buffer): { fault: string; quirks: string } {
  try {
    return { fault: '', quirks: parseMessage(bytes).quirks.join(' ') };
  } catch (error) {
    if (error instanceof SipParseError) return { fault: error.fault, quirks: '' };
    throw error;
  }
}

async function answerTo(bytes: Buffer): Promise<Verdict['answer']> {
  const endpoint = await startEndpoint(systemClock);
  const peer = await UdpPeer.open(endpoint.port);
  try {
    endpoint.use((incoming) => {
      if (!applicationMethods.has(incoming.request.method)) return false;
      return incoming.respond(incoming.request.method === 'INVITE' ? kTakenInvite : kTaken);
    });
    peer.send(bytes);
    // A second request whose answer shows that the first one has been dealt with.
    peer.send(Buffer.from(probe));
    const first = await peer.next();
    if (!(first instanceof SipResponse)) throw new Error('the endpoint sent a request');
    if (first.headers.get('call-id') === 'probe') return endpoint.stats().stray > 0 ? 'stray' : 'discarded';
    return first.status === kTaken || first.status === kTakenInvite ? 'taken' : first.status;
  } finally {
    peer.close();
    await endpoint.stop(0);
  }
}

const probe = [
  'OPTIONS sip:probe@127.0.0.1 SIP/2.0',
  'Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKprobe',
  'From: <sip:probe@127.0.0.1>;tag=p',
  'To: <sip:probe@127.0.0.1>',
  'Call-ID: probe',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

/** The verdicts as a Markdown table, its columns in line as the formatter wants them. */
export function table(title: string, verdicts: Iterable<Verdict>): string {
  const head = ['message', 'section', 'the RFC says', 'answer', 'fault', 'tolerated'];
  const rows = [...verdicts].map((one) => [one.file, one.section, one.rfc, String(one.answer), one.fault, one.quirks]);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!, fill)).join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
    '',
  ].join('\n');
}
