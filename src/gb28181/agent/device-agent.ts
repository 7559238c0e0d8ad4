// The lower side: a device that registers with a platform, reports, tells its channels and sends when invited.
// GB/T 28181-2016 §9.1 to §9.6.
//
//   registration.ts   REGISTER, refresh, reports
//   message-side.ts   MESSAGEs in, by the table of message-handlers.ts
//   calls.ts          INVITEs in, by the table of call-usages.ts
//   platform-link.ts  everything out
import type { IncomingRequest } from '../../sip/index.ts';
import type { AgentOptions } from './agent-options.ts';
import { Calls } from './calls.ts';
import { MessageSide } from './message-side.ts';
import { type OutgoingMessage, PlatformLink } from './platform-link.ts';
import { Registration } from './registration.ts';

export type { AgentOptions, MediaRequest, MediaSource, OpenMedia } from './agent-options.ts';

/** Registers, keeps itself registered, answers. */
export class DeviceAgent {
  readonly options: AgentOptions;
  // Owned.
  readonly link: PlatformLink;
  readonly messages: MessageSide;
  readonly #registration: Registration;
  readonly #calls: Calls;
  // State.
  #undoUse: () => void = () => {};

  constructor(options: AgentOptions) {
    this.options = options;
    this.link = new PlatformLink(options);
    this.messages = new MessageSide(this);
    this.#registration = new Registration(options, this.link);
    this.#calls = new Calls(this);
  }

  start(): void {
    this.#undoUse = this.options.endpoint.use((request) => this.#take(request));
    this.#registration.start();
  }

  /** Ends sessions by BYE and unregisters. */
  async stop(): Promise<void> {
    this.#registration.stop();
    this.#undoUse();
    await this.#calls.hangUp();
    await this.#registration.signOff();
  }

  /** Resolves with the first accepted registration. */
  get registered(): Promise<void> {
    return this.#registration.registered;
  }

  get sessions(): number {
    return this.#calls.size;
  }

  /** Sends a MESSAGE; resolves with the status of its answer, rejects SipError. */
  send(message: OutgoingMessage): Promise<number> {
    return this.link.send(message);
  }

  /** Tells the platform something unasked. */
  notify(cmdType: string, fields: NonNullable<OutgoingMessage['fields']>, deviceId?: string): Promise<number> {
    return this.send({ kind: 'Notify', cmdType, fields, deviceId });
  }

  /** Ends every session by BYE, as a device does that reboots. */
  hangUp(): Promise<void> {
    return this.#calls.hangUp();
  }

  /** Several agents may share an endpoint: each takes what is for its IDs. */
  #take(incoming: IncomingRequest): boolean {
    const { method } = incoming.request;
    const { user } = incoming.request.requestUri;
    const { deviceId, channels } = this.options;
    if (user !== deviceId && !channels.some(({ id }) => id === user)) return false;
    if (method === 'INVITE') this.#calls.invited(incoming, user ?? deviceId);
    else if (method === 'MESSAGE') this.messages.received(incoming);
    else return false;
    return true;
  }
}
