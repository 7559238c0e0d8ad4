// How requests to the platform are addressed, and the one place that knows where it is.
import type { RequestInit, SipResponse } from '../../sip/index.ts';
import { buildManscdp, type ManscdpKind, manscdpType, type XmlNode } from '../codec/manscdp.ts';
import { decodeText } from '../codec/text.ts';
import type { AgentOptions, PlatformAddress } from './agent-options.ts';
import type { CameraQuirk } from './camera-quirks.ts';
import { spoiledBody } from './spoiled-body.ts';

export interface OutgoingMessage {
  kind: ManscdpKind;
  cmdType: string;
  /** That of the question; counted by ourselves when nobody asked. */
  sn?: string | undefined;
  /** Whom it is about: the device unless given. */
  deviceId?: string | undefined;
  fields?: XmlNode;
}

type Addressed = Pick<RequestInit, 'uri' | 'from' | 'to' | 'target'>;

export class PlatformLink {
  // Given.
  readonly #options: AgentOptions;
  readonly #quirks: ReadonlySet<CameraQuirk>;
  // State.
  #server: PlatformAddress;
  #sn = 0;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#quirks = new Set(options.quirks);
    this.#server = options.server;
  }

  /** Where requests go now. */
  get server(): PlatformAddress {
    return this.#server;
  }

  moveTo(server: PlatformAddress): void {
    this.#server = server;
  }

  /** Head of a request to the platform; `from` is the user of From. */
  addressed(from: string = this.#options.deviceId): Addressed {
    const { id, domain, address, port } = this.#server;
    const uri = `sip:${id}@${domain}`;
    // GB/T 28181-2022 annex M: by TCP what is larger than the MTU.
    const largeByTcp = this.#options.edition !== '2016';
    const target = { protocol: this.#options.transport, address, port, largeByTcp };
    return { uri, from: `sip:${from}@${domain}`, to: uri, target };
  }

  /** Sends a MESSAGE; resolves with the status of its answer, rejects SipError. */
  send(message: OutgoingMessage): Promise<number> {
    return this.sendBody(this.body(message));
  }

  /** As send(); an empty body goes without a type. */
  async sendBody(body: Buffer): Promise<number> {
    const { endpoint, reboundEndpoint } = this.#options;
    const response: SipResponse = await (reboundEndpoint ?? endpoint).request({
      ...this.addressed(),
      method: 'MESSAGE',
      ...(body.length > 0 && { contentType: manscdpType }),
      body,
    });
    return response.status;
  }

  /** Body of a MESSAGE or NOTIFY. */
  body({ kind, cmdType, sn, deviceId, fields }: OutgoingMessage): Buffer {
    const whole = {
      kind,
      cmdType,
      sn: sn ?? String(++this.#sn),
      deviceId: deviceId ?? this.#options.deviceId,
      ...(fields && { fields }),
    };
    const body = buildManscdp(whole, 'GB18030', this.#options.edition ?? '2022');
    return this.#quirks.size === 0 ? body : spoiledBody(decodeText(body).text, kind, this.#quirks);
  }
}
