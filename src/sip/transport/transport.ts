// RFC 3261 §18: UDP and TCP on one port number. Requests to a peer reuse the connection that it opened.

import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, isIPv6, connect as openTcp, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Clock, TimerHandle } from '../../base/clock.ts';
import { SipError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { SipMessage, SipQuirk } from '../message/message.ts';
import { SipParseError } from '../message/parse-error.ts';
import { parseMessage } from '../message/parser.ts';
import { countIn, type SipStats } from '../stats.ts';
import { isWildcard, LocalAddresses, plainAddress, resolveAddress } from './addresses.ts';
import { ConnectionTable, peerKey } from './connection-table.ts';
import type { LiveFlow, Target } from './flow.ts';
import { SourceRates } from './source-rates.ts';
import type { Frame } from './stream-framer.ts';
import { TcpConnection } from './tcp-connection.ts';
import { UdpFlow, type UdpSide } from './udp-flow.ts';

export interface TransportOptions {
  host: string;
  port: number;
  udp: boolean;
  tcp: boolean;
  clock: Clock;
  log: Logger;
  limits: Limits;
  stats: SipStats;
  tolerates: (quirk: SipQuirk) => boolean;
}

/** What the layer above does with what arrives. */
export interface TransportUser {
  message(message: SipMessage, flow: LiveFlow): void;
  malformed(error: SipParseError, flow: LiveFlow): void;
  flowClosed(flow: LiveFlow): void;
}

/** The transport as the endpoint sees it: sockets, or in tests a network in memory. */
export type TransportLayer = Pick<Transport, 'port' | 'connections' | 'start' | 'stop' | 'flowTo' | 'udpFlow'>;
export type MakeTransport = (options: TransportOptions, user: TransportUser) => TransportLayer;

const kSweepMs = 5_000;
const kUdpReceiveBufferBytes = 4 * 1024 * 1024;
const kBindAttempts = 20;
const pong = Buffer.from('\r\n');

export class Transport implements UdpSide {
  readonly addresses: LocalAddresses;
  readonly closeCallbacks = new Set<(error: Error) => void>();

  // Given.
  readonly #options: TransportOptions;
  readonly #user: TransportUser;

  // Owned.
  #udp: UdpSocket | undefined;
  #server: Server | undefined;
  readonly #connections: ConnectionTable;
  readonly #rates: SourceRates;
  readonly #connecting = new Map<string, Promise<TcpConnection>>();
  #sweep: TimerHandle | undefined;

  // State.
  #port = 0;
  #partialBytes = 0;
  #closed = true;

  constructor(options: TransportOptions, user: TransportUser) {
    this.#options = options;
    this.#user = user;
    this.addresses = new LocalAddresses(options.host, options.clock);
    this.#connections = new ConnectionTable(options.limits);
    this.#rates = new SourceRates(options.clock, options.limits.maxDatagramsPerSource);
  }

  /** The port that is listened on; 0 before start(). */
  get port(): number {
    return this.#port;
  }

  get socket(): UdpSocket {
    if (!this.#udp) throw new SipError('GL_SIP_TRANSPORT', 'UDP is not open');
    return this.#udp;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Opens both sockets on one port number. Rejects with the system's error. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#bind();
        break;
      } catch (error) {
        await this.#closeSockets();
        // A port that is free for TCP may be taken for UDP: ask for another one.
        const again = this.#options.port === 0 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        if (!again || attempt === kBindAttempts) throw error;
      }
    }
    this.#closed = false;
    this.#scheduleSweep();
  }

  async stop(): Promise<void> {
    this.#closed = true;
    this.#options.clock.clearTimeout(this.#sweep);
    for (const connection of [...this.#connections]) connection.destroy();
    const callbacks = [...this.closeCallbacks];
    this.closeCallbacks.clear();
    for (const callback of callbacks) callback(new Error('the endpoint has stopped'));
    await this.#closeSockets();
  }

  /**
   * The way to a target: its flow while that is open, else a connection with that peer, else a new one.
   * DEVIATION RFC 3261 §18.1.1: a request near the path's MTU stays on UDP unless the target says otherwise (largeByTcp),
   * because most devices that speak UDP listen for nothing else.
   * Rejects SipError GL_SIP_TRANSPORT or GL_SIP_LIMIT.
   */
  async flowTo(target: Target): Promise<LiveFlow> {
    if (this.#closed) throw new SipError('GL_SIP_TRANSPORT', 'the endpoint is not started');
    try {
      if (target.flow && !target.flow.closed) {
        if (target.flow.protocol === 'udp') await this.addresses.find(target.flow.remoteAddress);
        return target.flow as LiveFlow;
      }
      const address = await resolveAddress(target.address);
      if (target.protocol === 'udp') {
        if (!this.#udp) throw new SipError('GL_SIP_TRANSPORT', 'UDP is switched off');
        await this.addresses.find(address);
        return new UdpFlow(this, address, target.port);
      }
      return this.#connections.find(address, target.port) ?? (await this.#connect(address, target.port));
    } catch (error) {
      if (error instanceof SipError) throw error;
      const text = `cannot reach ${target.protocol} ${target.address}:${target.port}: ${(error as Error).message}`;
      throw new SipError('GL_SIP_TRANSPORT', text, { cause: error });
    }
  }

  /** The UDP way to an address, for responses (RFC 3261 §18.2.2). */
  udpFlow(address: string, port: number): LiveFlow {
    return new UdpFlow(this, address, port);
  }

  #frame(connection: TcpConnection, frame: Frame): void {
    if (frame.kind === 'ping') {
      this.#options.stats.received.keepalives++;
      connection.send(pong);
      return;
    }
    if (frame.kind === 'message') {
      this.#parse(frame.bytes, connection, 'stream');
      return;
    }
    this.#broken(connection, frame);
  }

  #connectionClosed(connection: TcpConnection): void {
    this.#connections.remove(connection);
    this.#user.flowClosed(connection);
  }

  async #bind(): Promise<void> {
    const { host, port } = this.#options;
    this.#port = port;
    if (this.#options.tcp) {
      const server = createServer((socket) => this.#accept(socket));
      this.#server = server;
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port: this.#port }, () => {
          server.off('error', reject);
          resolve();
        });
      });
      server.on('error', (error) => this.#options.log.warn({ err: error }, 'SIP over TCP: accept failed'));
      this.#port = (server.address() as { port: number }).port;
    }
    if (this.#options.udp) this.#port = await this.#bindUdp(host, this.#port);
  }

  async #bindUdp(host: string, port: number): Promise<number> {
    const socket = createSocket({
      type: isIPv6(host) ? 'udp6' : 'udp4',
      recvBufferSize: kUdpReceiveBufferBytes,
      // Addresses are numbers here, names have been resolved: no look-up per packet.
      lookup: (address, _options, callback) => callback(null, address, isIPv6(address) ? 6 : 4),
    });
    this.#udp = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    socket.on('error', (error) => this.#options.log.warn({ err: error }, 'SIP over UDP: socket error'));
    socket.on('message', (bytes, remote) => this.#datagram(bytes, plainAddress(remote.address), remote.port));
    return socket.address().port;
  }

  #datagram(bytes: Buffer, address: string, port: number): void {
    if (this.#closed) return;
    if (port === 0) {
      countIn(this.#options.stats.malformed, 'source-port');
      return;
    }
    if (this.#isTooMuch(address, port)) return;
    if (isKeepalive(bytes)) {
      this.#options.stats.received.keepalives++;
      return;
    }
    this.#parse(bytes, new UdpFlow(this, address, port), 'datagram');
  }

  #isTooMuch(address: string, port: number): boolean {
    const excess = this.#rates.excess(address, port);
    if (excess <= 0) return false;
    const { stats, log } = this.#options;
    countIn(stats.refused, 'datagrams-per-source');
    if (excess === 1) log.warn({ address, port }, 'SIP over UDP: a source sends too much, it is not read for a while');
    return true;
  }

  #parse(bytes: Buffer, flow: LiveFlow, framing: 'datagram' | 'stream'): void {
    const { limits, tolerates, stats, log } = this.#options;
    let message: SipMessage;
    try {
      message = parseMessage(bytes, { framing, limits, tolerates });
    } catch (error) {
      if (!(error instanceof SipParseError)) throw error;
      this.#malformed(error, flow, error.fault);
      return;
    }
    for (const quirk of message.quirks) countIn(stats.quirks, quirk);
    try {
      this.#user.message(message, flow);
    } catch (error) {
      // A listener of the application has thrown: its fault must not end the process with the socket's event.
      log.error({ err: error, callId: message.callId }, 'a SIP message could not be handled');
    }
  }

  /** RFC 4475 §3.1.2.3: after a length that cannot be believed the stream cannot be followed; answer, then close. */
  #broken(connection: TcpConnection, frame: Frame & { kind: 'broken' }): void {
    let error = new SipParseError(frame.fault, `stream: ${frame.fault}`, frame.fault === 'too-long' ? 513 : 400);
    try {
      parseMessage(frame.head, { framing: 'stream', limits: this.#options.limits });
    } catch (other) {
      if (other instanceof SipParseError && other.answerable) error = other;
    }
    this.#malformed(error, connection, frame.fault);
    connection.end();
  }

  #malformed(error: SipParseError, flow: LiveFlow, fault: string): void {
    countIn(this.#options.stats.malformed, fault);
    try {
      this.#user.malformed(error, flow);
    } catch (failure) {
      this.#options.log.error({ err: failure }, 'a malformed SIP message could not be answered');
    }
  }

  #accept(socket: Socket): void {
    const refusal = this.#connections.refusal(plainAddress(socket.remoteAddress ?? ''));
    if (refusal || this.#closed) {
      if (refusal) countIn(this.#options.stats.refused, refusal);
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    this.#adopt(socket, true);
  }

  #adopt(socket: Socket, inbound: boolean): TcpConnection {
    const connection = new TcpConnection(socket, inbound, this.#options.clock, this.#options.limits, {
      frame: (from, frame) => this.#frame(from, frame),
      buffered: (change) => this.#buffered(change),
      closed: (from) => this.#connectionClosed(from),
    });
    this.#connections.add(connection);
    return connection;
  }

  #buffered(change: number): boolean {
    this.#partialBytes += change;
    if (this.#partialBytes <= this.#options.limits.maxPartialBytes) return true;
    countIn(this.#options.stats.refused, 'partial-bytes');
    return false;
  }

  #connect(address: string, port: number): Promise<TcpConnection> {
    const key = peerKey(address, port);
    const known = this.#connecting.get(key);
    if (known) return known;
    const refusal = this.#connections.refusal(address);
    if (refusal || this.#connecting.size >= this.#options.limits.maxConnections) {
      countIn(this.#options.stats.refused, refusal ?? 'connections');
      return Promise.reject(new SipError('GL_SIP_LIMIT', `no more connections (${refusal})`));
    }
    const attempt = this.#open(address, port).finally(() => this.#connecting.delete(key));
    this.#connecting.set(key, attempt);
    return attempt;
  }

  #open(address: string, port: number): Promise<TcpConnection> {
    const { host, clock, limits } = this.#options;
    return new Promise((resolve, reject) => {
      const socket = openTcp({ host: address, port, ...(isWildcard(host) ? {} : { localAddress: host }) });
      const timer = clock.setTimeout(() => socket.destroy(new Error('connect timed out')), limits.connectTimeoutMs);
      const failed = (error: Error) => {
        clock.clearTimeout(timer);
        reject(error);
      };
      socket.once('error', failed);
      socket.once('connect', () => {
        clock.clearTimeout(timer);
        socket.off('error', failed);
        if (!this.#closed) return resolve(this.#adopt(socket, false));
        socket.destroy();
        reject(new Error('the endpoint has stopped'));
      });
    });
  }

  #scheduleSweep(): void {
    this.#sweep = this.#options.clock.setTimeout(() => {
      for (const connection of [...this.#connections]) {
        const limit = connection.overdue();
        if (limit === undefined) continue;
        countIn(this.#options.stats.refused, limit);
        connection.destroy();
      }
      this.#scheduleSweep();
    }, kSweepMs);
  }

  async #closeSockets(): Promise<void> {
    const udp = this.#udp;
    const server = this.#server;
    this.#udp = undefined;
    this.#server = undefined;
    if (udp) await new Promise<void>((resolve) => closeUdp(udp, resolve));
    if (server?.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function closeUdp(socket: UdpSocket, done: () => void): void {
  try {
    socket.close(done);
  } catch {
    done();
  }
}

/** RFC 5626 §3.5.1 line ends, and the NUL bytes that cameras send to keep a translated port open. */
function isKeepalive(bytes: Buffer): boolean {
  if (bytes.length > 8) return false;
  for (const byte of bytes) if (byte !== 0x0d && byte !== 0x0a && byte !== 0 && byte !== 0x20) return false;
  return true;
}
