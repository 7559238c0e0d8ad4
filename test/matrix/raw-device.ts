import { answerChallenge, type SipRequest, type SipResponse } from '../../src/sip/index.ts';
import { loopback, type TestPlatform } from '../support/platform.ts';
import { responseText, message as sipMessage, UdpPeer } from '../unit/sip/wire.ts';
import { canonical, type Header, headerOf } from './goldens.ts';
import type { Edition } from './rows.ts';

export const deviceId = '34020000001180000001';
export const channelId = '34020000001310000001';
export const outputId = '34020000001370000001';
/** Of every dialog that it answers. */
const dialogTag = 'raw';
const catalog = [...[1, 2, 3, 4, 5].map((number) => `3402000000131000000${number}`), outputId];

/** X-GB-Ver: GB/T 28181-2022 annex I. A device of 2016 knows no such header. */
const versionHeaders: Record<Edition, string[]> = { '2016': [], '2022': ['X-GB-Ver: 3.0'] };

export interface Received extends Header {
  readonly request: SipRequest;
  readonly body: Buffer;
}

interface Waiter {
  readonly wanted: (request: Received) => boolean;
  readonly take: (request: Received) => void;
}

/** A recorder that is nothing but a socket: it takes every request, keeps it for the test, and sends what the test gives. */
export class RawDevice {
  readonly platform: TestPlatform;
  readonly #peer: UdpPeer;
  readonly #server: { id: string; domain: string };
  readonly #arrived: Received[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #responses: ((response: SipResponse) => void)[] = [];
  #cseq = 0;

  private constructor(platform: TestPlatform, peer: UdpPeer) {
    this.platform = platform;
    this.#peer = peer;
    const { id } = platform.guanlan.config.sip;
    this.#server = { id, domain: id.slice(0, 10) };
  }

  /** Registered, and asked for what a device is asked for at first. */
  static async register(platform: TestPlatform, edition: Edition): Promise<RawDevice> {
    const peer = await UdpPeer.open(platform.guanlan.sipPort);
    const device = new RawDevice(platform, peer);
    void device.#receive();
    await device.#register(edition);
    await device.#tellWhatItIs();
    return device;
  }

  close(): void {
    this.#peer.close();
  }

  /** The next request of that method and call, or the next MESSAGE or SUBSCRIBE with that body. */
  next(wanted: Partial<Header> & { method?: string; callId?: string }): Promise<Received> {
    const { method, callId, ...header } = wanted;
    const fits = (one: Received) =>
      (method === undefined || one.request.method === method) &&
      (callId === undefined || one.request.callId === callId) &&
      Object.entries(header).every(([name, value]) => one[name as keyof Header] === value);
    const index = this.#arrived.findIndex(fits);
    if (index >= 0) return Promise.resolve(this.#arrived.splice(index, 1)[0]!);
    return new Promise((take) => this.#waiters.push({ wanted: fits, take }));
  }

  /** What came and nobody took; nothing waits afterwards. */
  forget(): Received[] {
    this.#waiters.length = 0;
    return this.#arrived.splice(0);
  }

  /** A body by MESSAGE; resolves with the status of the answer. */
  async message(body: Buffer): Promise<number> {
    const response = await this.#request('MESSAGE', ['Content-Type: Application/MANSCDP+xml'], body);
    return response.status;
  }

  /** Answers a request that waits for it: an INVITE, an INFO, a SUBSCRIBE. */
  answer(request: SipRequest, contentType?: string, body: Buffer | string = '', headers: string[] = []): void {
    const contact = `Contact: <sip:${deviceId}@${loopback}:${this.#peer.port}>`;
    const type = contentType === undefined ? [] : [`Content-Type: ${contentType}`];
    this.#peer.send(responseText(request, 200, [contact, ...type, ...headers], body.toString(), dialogTag));
  }

  /** A body by NOTIFY of a subscription that was answered; resolves with the status of the answer. */
  async notify(subscribe: SipRequest, body: Buffer): Promise<number> {
    const header = (name: string) => subscribe.headers.get(name)!;
    const response = await this.#send(
      'NOTIFY',
      [
        `NOTIFY ${/<([^>]+)>/.exec(header('Contact'))![1]} SIP/2.0`,
        `From: ${header('To')};tag=${dialogTag}`,
        `To: ${header('From')}`,
        `Call-ID: ${subscribe.callId}`,
        `Contact: <sip:${deviceId}@${loopback}:${this.#peer.port}>`,
        `Event: ${header('Event')}`,
        'Subscription-State: active;expires=600',
        'Content-Type: Application/MANSCDP+xml',
      ],
      body,
    );
    return response.status;
  }

  async #receive(): Promise<void> {
    for (;;) {
      const received = await this.#peer.next();
      if ('status' in received) this.#responses.shift()?.(received as SipResponse);
      else this.#take(received as SipRequest);
    }
  }

  #take(request: SipRequest): void {
    // Calls and subscriptions are answered by their tests.
    if (['MESSAGE', 'BYE'].includes(request.method)) this.#peer.send(responseText(request, 200));
    const { body } = request;
    const one = { ...headerOf(body), request, body };
    const index = this.#waiters.findIndex(({ wanted }) => wanted(one));
    if (index >= 0) this.#waiters.splice(index, 1)[0]!.take(one);
    else this.#arrived.push(one);
  }

  async #register(edition: Edition): Promise<void> {
    const more = [
      `Contact: <sip:${deviceId}@${loopback}:${this.#peer.port}>`,
      'Expires: 3600',
      ...versionHeaders[edition],
    ];
    const challenge = await this.#request('REGISTER', more);
    const uri = `sip:${this.#server.id}@${this.#server.domain}`;
    const credentials = { username: deviceId, password: this.platform.guanlan.sipPassword };
    const { name, value } = answerChallenge(challenge, { method: 'REGISTER', uri }, credentials, 'abcdef')!;
    const response = await this.#request('REGISTER', [...more, `${name}: ${value}`]);
    if (response.status !== 200) throw new Error(`the registration was answered ${response.status}`);
  }

  async #tellWhatItIs(): Promise<void> {
    const read = new Promise<void>((resolve) => this.platform.guanlan.gb28181.once('catalog:updated', () => resolve()));
    const asked = await Promise.all([
      this.#answerFirst('DeviceInfo', '<Result>OK</Result><DeviceName>recorder</DeviceName>'),
      this.#answerFirst('Catalog', `<SumNum>${catalog.length}</SumNum><DeviceList>${catalogItems}</DeviceList>`),
    ]);
    await Promise.all([read, ...asked]);
  }

  async #answerFirst(cmdType: string, elements: string): Promise<number> {
    const { sn } = await this.next({ kind: 'Query', cmdType });
    const head = `<CmdType>${cmdType}</CmdType><SN>${sn}</SN><DeviceID>${deviceId}</DeviceID>`;
    return this.message(Buffer.from(`<?xml version="1.0"?><Response>${head}${elements}</Response>`));
  }

  #request(method: 'REGISTER' | 'MESSAGE', headers: string[], body?: Buffer): Promise<SipResponse> {
    const { id, domain } = this.#server;
    const to = method === 'REGISTER' ? deviceId : id;
    const next = this.#cseq + 1;
    const lines = [
      `${method} sip:${id}@${domain} SIP/2.0`,
      `From: <sip:${deviceId}@${domain}>;tag=${next}`,
      `To: <sip:${to}@${domain}>`,
      `Call-ID: raw-${method === 'REGISTER' ? 0 : next}`,
    ];
    return this.#send(method, [...lines, ...headers], body);
  }

  /** One at a time: answers come in the order of the requests. */
  #send(method: string, head: string[], body: Buffer = Buffer.alloc(0)): Promise<SipResponse> {
    const cseq = ++this.#cseq;
    const lines = [
      ...head,
      `Via: SIP/2.0/UDP ${loopback}:${this.#peer.port};rport;branch=z9hG4bKraw${cseq}`,
      `CSeq: ${cseq} ${method}`,
      'Max-Forwards: 70',
      `Content-Length: ${body.length}`,
    ];
    return new Promise((resolve) => {
      this.#responses.push(resolve);
      this.#peer.send(Buffer.concat([sipMessage(lines), body]));
    });
  }
}

const catalogItems = catalog
  .map((id) => `<Item><DeviceID>${id}</DeviceID><Name>${id.slice(-1)}</Name><Status>ON</Status></Item>`)
  .join('');

/** The body with another SN: each side counts for itself. */
export function withSn(body: Buffer, sn: string): Buffer {
  return Buffer.from(body.toString('latin1').replace(/<SN>[^<]*<\/SN>/, `<SN>${sn}</SN>`), 'latin1');
}

/** A body to compare: its elements, whatever its SN. */
export function withoutSn(body: Buffer): string {
  return canonical(withSn(body, ''));
}
