import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, type Socket as TcpSocket } from 'node:net';
import { pino } from 'pino';
import type { Clock } from '../../../src/base/clock.ts';
import {
  SipEndpoint,
  type SipEndpointOptions,
  type SipMessage,
  type SipRequest,
  SipResponse,
} from '../../../src/sip/index.ts';
import { defaultLimits } from '../../../src/sip/limits.ts';
import { readHead } from '../../../src/sip/message/head.ts';
import { parseMessage } from '../../../src/sip/message/parser.ts';
import type { Path } from '../../../src/sip/transaction/context.ts';
import { StreamFramer } from '../../../src/sip/transport/stream-framer.ts';

const fixtures = new URL('../../fixtures/sip/', import.meta.url);

export const silent = pino({ level: 'silent' });

export function fixture(path: string): Buffer {
  return readFileSync(new URL(path, fixtures));
}

/** Lines joined by CRLF, the empty line and the body after them. */
export function message(lines: string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

export interface RequestText {
  method?: string;
  uri?: string;
  via?: string;
  branch?: string;
  from?: string;
  to?: string;
  callId?: string;
  cseq?: number;
  headers?: string[];
  body?: string;
}

export function requestText(init: RequestText = {}): Buffer {
  const method = init.method ?? 'OPTIONS';
  const body = init.body ?? '';
  return message(
    [
      `${method} ${init.uri ?? 'sip:bob@example.com'} SIP/2.0`,
      init.via ?? `Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=${init.branch ?? 'z9hG4bKtest'}`,
      `From: ${init.from ?? '<sip:alice@example.com>;tag=a1'}`,
      `To: ${init.to ?? '<sip:bob@example.com>'}`,
      `Call-ID: ${init.callId ?? 'call-1'}`,
      `CSeq: ${init.cseq ?? 1} ${method}`,
      'Max-Forwards: 70',
      ...(init.headers ?? []),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ],
    body,
  );
}

export function request(init: RequestText = {}): SipRequest {
  return parseMessage(requestText(init)) as SipRequest;
}

/** A response to a request, as a peer would send it. */
export function responseText(to: SipRequest, status: number, headers: string[] = [], body = '', tag = 'b1'): Buffer {
  const toValue = to.headers.get('to')!;
  return message(
    [
      `SIP/2.0 ${status} Because`,
      ...to.headers.getAll('via').map((via) => `Via: ${via}`),
      `From: ${to.headers.get('from')}`,
      `To: ${status > 100 && !toValue.includes('tag=') ? `${toValue};tag=${tag}` : toValue}`,
      `Call-ID: ${to.callId}`,
      `CSeq: ${to.headers.get('cseq')}`,
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ],
    body,
  );
}

export function response(to: SipRequest, status: number, headers: string[] = [], tag = 'b1'): SipResponse {
  return parseMessage(responseText(to, status, headers, '', tag)) as SipResponse;
}

/** A path that keeps what is sent on it, and fails or closes when told to. */
export class RecordingPath implements Path {
  readonly reliable: boolean;
  readonly sent: SipMessage[] = [];
  readonly #failures: ((error: Error) => void)[] = [];
  readonly #closers = new Set<(error: Error) => void>();

  constructor(reliable: boolean) {
    this.reliable = reliable;
  }

  send(bytes: Buffer, failed?: (error: Error) => void): void {
    this.sent.push(parseMessage(bytes));
    if (failed) this.#failures.push(failed);
  }

  onClose(callback: (error: Error) => void): () => void {
    this.#closers.add(callback);
    return () => this.#closers.delete(callback);
  }

  failLast(): void {
    this.#failures.at(-1)?.(new Error('broken'));
  }

  close(): void {
    for (const callback of [...this.#closers]) callback(new Error('closed'));
  }

  get listeners(): number {
    return this.#closers.size;
  }

  /** What was sent since the last look, as `METHOD` or status. */
  take(): (string | number)[] {
    return this.sent
      .splice(0)
      .map((one) => ('method' in one ? (one as SipRequest).method : (one as SipResponse).status));
  }
}

export async function startEndpoint(clock: Clock, options: Partial<SipEndpointOptions> = {}): Promise<SipEndpoint> {
  const endpoint = new SipEndpoint({ host: '127.0.0.1', port: 0, userAgent: 'test', clock, log: silent, ...options });
  await endpoint.start();
  return endpoint;
}

/** As parseMessage; a response that repeats the faults of its request is read as far as it can be. */
function readLoosely(bytes: Buffer): SipMessage {
  try {
    return parseMessage(bytes);
  } catch (error) {
    const head = readHead(bytes, defaultLimits);
    const status = /^SIP\/2\.0 ([0-9]{3})/.exec(head.startLine)?.[1];
    if (status === undefined) throw error;
    return new SipResponse(Number(status), '', head.headers);
  }
}

/** A peer that is nothing but a socket: what it receives waits to be taken, message by message. */
export abstract class RawPeer {
  readonly #arrived: SipMessage[] = [];
  readonly #waiting: ((message: SipMessage) => void)[] = [];

  protected arrive(message: SipMessage): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(message);
    else this.#arrived.push(message);
  }

  async next(): Promise<SipMessage> {
    return this.#arrived.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  async nextRequest(method: string): Promise<SipRequest> {
    const message = (await this.next()) as SipRequest;
    if (message.method !== method)
      throw new Error(`got ${message.method ?? (message as unknown as SipResponse).status} instead of ${method}`);
    return message;
  }

  async nextResponse(status: number): Promise<SipResponse> {
    const message = (await this.next()) as SipResponse;
    if (message.status !== status)
      throw new Error(`got ${message.status ?? (message as unknown as SipRequest).method} instead of ${status}`);
    return message;
  }

  get waitingMessages(): number {
    return this.#arrived.length;
  }

  abstract send(bytes: Buffer): void;
  abstract close(): void;
}

export class UdpPeer extends RawPeer {
  readonly #socket: Socket;
  readonly #to: number;
  lastFrom: RemoteInfo | undefined;

  private constructor(socket: Socket, to: number) {
    super();
    this.#socket = socket;
    this.#to = to;
    socket.on('message', (bytes, from) => {
      this.lastFrom = from;
      this.arrive(readLoosely(bytes));
    });
  }

  static async open(to: number): Promise<UdpPeer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new UdpPeer(socket, to);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  send(bytes: Buffer): void {
    this.#socket.send(bytes, this.#to, '127.0.0.1');
  }

  close(): void {
    this.#socket.close();
  }
}

export class TcpPeer extends RawPeer {
  readonly socket: TcpSocket;
  readonly closed: Promise<void>;
  pongs = 0;

  private constructor(socket: TcpSocket) {
    super();
    this.socket = socket;
    const framer = new StreamFramer(defaultLimits);
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString() === '\r\n') this.pongs++;
      framer.push(chunk, (frame) => {
        if (frame.kind === 'message') this.arrive(readLoosely(frame.bytes));
      });
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(port: number): Promise<TcpPeer> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new TcpPeer(socket);
  }

  static around(socket: TcpSocket): TcpPeer {
    return new TcpPeer(socket);
  }

  get port(): number {
    return this.socket.localPort!;
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  close(): void {
    this.socket.destroy();
  }
}
