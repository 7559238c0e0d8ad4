// MANSRTSP, the control of records inside of INFO: GB/T 28181-2016 annex B, GB/T 28181-2022 annex B. RTSP/1.0 without URIs:
//
//   PLAY RTSP/1.0            PLAY RTSP/1.0            PLAY RTSP/1.0            PAUSE RTSP/1.0        TEARDOWN RTSP/1.0
//   CSeq: 2                  CSeq: 3                  CSeq: 4                  CSeq: 5               CSeq: 6
//   Scale: 2.0               Range: npt=now-          Range: npt=120-          PauseTime: now

import type { Edition } from './command-set/edition.ts';
import { CommandError } from './command-set/xml-fields.ts';

export const mansrtspType = 'Application/MANSRTSP';

/** Seconds from the start of the range that the INVITE asked for; `to` is where playing ends, before `from` when backwards. */
export interface NptRange {
  from: number | 'now';
  to?: number;
}

export type MansrtspRequest =
  | { method: 'PLAY'; cseq: number; scale?: number; range?: NptRange }
  | { method: 'PAUSE'; cseq: number }
  | { method: 'TEARDOWN'; cseq: number };

export interface MansrtspAnswer {
  status: number;
  reason: string;
  cseq?: number;
  /** What is really used, which may be another than was asked for. */
  scale?: number;
  range?: NptRange;
  /** RTP sequence number and time of the first packet behind the change. */
  rtpInfo?: { seq?: number; rtptime?: number };
}

/** What can be asked, and since when: one entry for each row of the annex. */
export const mansrtspCommands = {
  speed: { since: '2016', request: (scale: number) => ({ method: 'PLAY', scale }) },
  resume: { since: '2016', request: () => ({ method: 'PLAY', range: { from: 'now' } }) },
  seek: { since: '2016', request: (from: number) => ({ method: 'PLAY', range: { from } }) },
  pause: { since: '2016', request: () => ({ method: 'PAUSE' }) },
  teardown: { since: '2016', request: () => ({ method: 'TEARDOWN' }) },
  reverse: { since: '2022', request: (scale: number) => ({ method: 'PLAY', scale: -Math.abs(scale) }) },
  seekBackwards: { since: '2022', request: (from: number, to: number) => ({ method: 'PLAY', range: { from, to } }) },
} as const satisfies Record<
  string,
  { since: Edition; request: (...numbers: [number, number]) => Omit<MansrtspRequest, 'cseq'> }
>;

export class MansrtspError extends Error {
  override readonly name = 'MansrtspError';
}

export const kMaxMansrtspBytes = 4096;
const maxScale = 64;

/** Throws CommandError for a scale or range that cannot be, or that the device's edition does not know. */
export function writeMansrtsp(request: MansrtspRequest, edition: Edition): string {
  const lines = [`${request.method} RTSP/1.0`, `CSeq: ${request.cseq}`];
  if (request.method === 'PAUSE') lines.push('PauseTime: now');
  if (request.method === 'PLAY') {
    const { scale, range } = request;
    checkPlay(scale, range, edition);
    if (scale !== undefined) lines.push(`Scale: ${decimal(scale)}`);
    if (range) lines.push(`Range: ${writeRange(range)}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

export function writeMansrtspAnswer(answer: MansrtspAnswer): string {
  const { status, reason, cseq, scale, range, rtpInfo } = answer;
  const lines = [`RTSP/1.0 ${status} ${reason}`];
  if (cseq !== undefined) lines.push(`CSeq: ${cseq}`);
  if (scale !== undefined) lines.push(`Scale: ${decimal(scale)}`);
  if (range) lines.push(`Range: ${writeRange(range)}`);
  if (rtpInfo) lines.push(`RTP-Info: seq=${rtpInfo.seq ?? ''};rtptime=${rtpInfo.rtptime ?? ''}`);
  return `${lines.join('\r\n')}\r\n`;
}

/** Leniently: any case, a URI, another version, missing CSeq (0), blanks. Throws MansrtspError. */
export function parseMansrtsp(body: Buffer | string): MansrtspRequest {
  const { first, headers } = split(body);
  const method = /^(PLAY|PAUSE|TEARDOWN)(?:\s|$)/i.exec(first)?.[1]?.toUpperCase();
  const cseq = wholeNumber(headers.get('cseq')) ?? 0;
  if (method === 'PAUSE' || method === 'TEARDOWN') return { method, cseq };
  if (method !== 'PLAY') throw new MansrtspError('the body is no PLAY, PAUSE or TEARDOWN');
  const request: MansrtspRequest = { method, cseq };
  const scale = headers.get('scale');
  if (scale !== undefined) request.scale = parseScale(scale);
  const range = headers.get('range');
  if (range !== undefined) request.range = parseRange(range);
  return request;
}

/** What cannot be read of an answer's headers is left out. Throws MansrtspError when it is no answer. */
export function parseMansrtspAnswer(body: Buffer | string): MansrtspAnswer {
  const { first, headers } = split(body);
  const found = /^(?:MANS)?RTSP\/\d(?:\.\d)?\s+(\d{3})(?:\s+(.*))?$/i.exec(first);
  if (!found) throw new MansrtspError('the body is no answer of RTSP');
  const answer: MansrtspAnswer = { status: Number(found[1]), reason: (found[2] ?? '').trim() };
  const cseq = wholeNumber(headers.get('cseq'));
  if (cseq !== undefined) answer.cseq = cseq;
  const scale = orUndefined(() => parseScale(headers.get('scale') ?? ''));
  if (scale !== undefined) answer.scale = scale;
  const range = orUndefined(() => parseRange(headers.get('range') ?? ''));
  if (range) answer.range = range;
  const rtpInfo = headers.get('rtp-info');
  if (rtpInfo !== undefined) answer.rtpInfo = parseRtpInfo(rtpInfo);
  return answer;
}

function checkPlay(scale: number | undefined, range: NptRange | undefined, edition: Edition): void {
  if (scale !== undefined && (!Number.isFinite(scale) || scale === 0 || Math.abs(scale) > maxScale))
    throw new CommandError('bad-fields', `Scale ${scale} is not between -${maxScale} and ${maxScale}, or is 0.`);
  for (const point of [range?.from, range?.to])
    if (typeof point === 'number' && !(point >= 0 && Number.isFinite(point)))
      throw new CommandError('bad-fields', `A range cannot have ${point} seconds.`);
  const backwards = (scale !== undefined && scale < 0) || range?.to !== undefined;
  if (backwards && edition === '2016')
    throw new CommandError(
      'edition-too-old',
      'Playing backwards came with GB/T 28181-2022; the device speaks the edition of 2016.',
    );
}

function split(body: Buffer | string): { first: string; headers: Map<string, string> } {
  if (body.length > kMaxMansrtspBytes) throw new MansrtspError('the body is too long');
  const [first = '', ...rest] = body
    .toString('latin1')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const headers = new Map<string, string>();
  for (const line of rest) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { first, headers };
}

/** With a decimal point, as in all examples of the annex. */
function decimal(number: number): string {
  return Number.isInteger(number) ? number.toFixed(1) : String(number);
}

function writeRange({ from, to }: NptRange): string {
  return `npt=${from}-${to ?? ''}`;
}

function parseScale(text: string): number {
  const scale = /^[+-]?\d{1,3}(?:\.\d{0,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(scale) > 0 && Math.abs(scale) <= maxScale)) throw new MansrtspError('Scale cannot be read');
  return scale;
}

/** Seconds, or hours, minutes and seconds; the unit is written in three ways. */
function parseRange(text: string): NptRange {
  const found = /^(?:npt|ntp|smpte)\s*=\s*(now|[\d.:]{1,16})\s*(?:-\s*([\d.:]{1,16})?)?\s*$/i.exec(text);
  if (!found) throw new MansrtspError('Range cannot be read');
  const from = found[1]!.toLowerCase() === 'now' ? 'now' : seconds(found[1]!);
  return found[2] === undefined ? { from } : { from, to: seconds(found[2]) };
}

function seconds(text: string): number {
  if (!/^(?:\d{1,4}:\d{1,2}:)?\d{1,7}(?:\.\d{0,6})?$/.test(text)) throw new MansrtspError('Range cannot be read');
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function parseRtpInfo(text: string): { seq?: number; rtptime?: number } {
  const seq = wholeNumber(/(?:^|;)\s*seq\s*=\s*(\d+)/i.exec(text)?.[1]);
  const rtptime = wholeNumber(/(?:^|;)\s*rtptime\s*=\s*(\d+)/i.exec(text)?.[1]);
  return { ...(seq !== undefined && { seq }), ...(rtptime !== undefined && { rtptime }) };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
