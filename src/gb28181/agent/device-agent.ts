// The lower side: a device that registers with a platform, reports, answers, does what it is told, keeps its state, and
// sends when invited. GB/T 28181-2016 §9, GB/T 28181-2022 §9.
//
//   registration.ts   REGISTER, refresh, reports
//   message-side.ts   MESSAGEs in, by the table of message-handlers.ts
//   calls.ts          INVITEs in, by the table of call-usages.ts
//   platform-link.ts  everything out
//   state/            what it knows and what moves
import type { TObject } from 'typebox';
import type { IncomingRequest } from '../../sip/index.ts';
import {
  type Edition,
  encodeFields,
  type Fields,
  forEdition,
  type NotifyName,
  notifies,
} from '../codec/command-set/index.ts';
import type { ReceivedManscdp, XmlNode } from '../codec/manscdp.ts';
import type { ChannelRecord } from '../ports.ts';
import type { AgentOptions } from './agent-options.ts';
import { Calls } from './calls.ts';
import type { CameraQuirk } from './camera-quirks.ts';
import { itemOf } from './catalog-of.ts';
import { MessageSide } from './message-side.ts';
import { type OutgoingMessage, PlatformLink } from './platform-link.ts';
import { positionFields } from './position-fields.ts';
import { Registration } from './registration.ts';
import { cameraTime } from './state/camera-time.ts';
import { DeviceState } from './state/device-state.ts';

export type { AgentOptions, MediaRequest, MediaSource, OpenMedia } from './agent-options.ts';

export type NotifyFields<N extends NotifyName> = Fields<(typeof notifies)[N]['request']>;

const defaultBootMs = 5000;
const slowAnswerMs = 3000;

export class DeviceAgent {
  // Given.
  readonly options: AgentOptions;
  readonly edition: Edition;
  readonly quirks: ReadonlySet<CameraQuirk>;
  // Owned.
  readonly link: PlatformLink;
  readonly messages: MessageSide;
  readonly state: DeviceState;
  readonly #registration: Registration;
  readonly #calls: Calls;
  // State.
  #undoUse: () => void = () => {};
  /** Without power it hears nothing. */
  #off = false;

  constructor(options: AgentOptions) {
    this.options = options;
    this.edition = options.edition ?? '2022';
    this.quirks = new Set(options.quirks);
    this.link = new PlatformLink(options);
    this.state = new DeviceState(options);
    this.messages = new MessageSide(this);
    this.#registration = new Registration(this);
    this.#calls = new Calls(this);
  }

  start(): void {
    this.#undoUse = this.options.endpoint.use((request) => this.#take(request));
    this.#registration.start();
  }

  /** Ends sessions by BYE and unregisters. */
  async stop(): Promise<void> {
    this.#registration.stop();
    this.state.powerOff();
    this.#undoUse();
    await this.#calls.hangUp();
    await this.#registration.signOff();
  }

  /** Off and on again, without a word to the platform but BYE; resolves when it is registered again. */
  async restart(): Promise<void> {
    const { clock, bootMs = defaultBootMs } = this.options;
    if (this.#off) return;
    this.#off = true;
    this.#registration.stop();
    this.state.powerOff();
    await this.#calls.hangUp();
    await new Promise<void>((resolve) => clock.setTimeout(resolve, bootMs));
    this.#off = false;
    this.state.boots++;
    this.#registration.start();
    await this.#registration.registered;
  }

  /** Resolves with the first accepted registration since the start. */
  get registered(): Promise<void> {
    return this.#registration.registered;
  }

  get sessions(): number {
    return this.#calls.size;
  }

  get channels(): readonly ChannelRecord[] {
    return this.options.channels;
  }

  /** Sends a MESSAGE; resolves with the status of its answer, rejects SipError. */
  send(message: OutgoingMessage): Promise<number> {
    return this.link.send(message);
  }

  /** Sends the Response that a message asks for; what our edition does not know is left out. */
  async respond(message: ReceivedManscdp, schema: TObject, fields: object): Promise<void> {
    const { quirks, edition } = this;
    if (quirks.has('no-response') && message.kind !== 'Query') return;
    if (quirks.has('slow-answers'))
      await new Promise<void>((resolve) => this.options.clock.setTimeout(resolve, slowAnswerMs));
    const { cmdType, sn, deviceId } = message;
    await this.send({ kind: 'Response', cmdType, sn, deviceId, fields: this.#written(schema, fields, edition) });
  }

  /** Tells the platform something by a MESSAGE; `deviceId`: whom it is about, the device unless given. */
  tell<N extends NotifyName>(name: N, fields: NotifyFields<N>, deviceId?: string, sn?: string): Promise<number> {
    const written = this.#written(notifies[name].request, fields, this.edition);
    return this.send({ kind: 'Notify', cmdType: name, fields: written, deviceId, sn });
  }

  /** GB/T 28181-2016 §9.6: that it is there, and which of its channels are not. */
  report(): Promise<number> {
    if (this.quirks.has('bodyless-keepalive')) return this.link.sendBody(Buffer.alloc(0));
    const failed = this.channels.filter(({ status }) => status === 'OFF').map(({ id }) => id);
    return this.tell('Keepalive', { Status: 'OK', ...(failed.length > 0 && { Info: { DeviceID: failed } }) });
  }

  /**
   * Raises an alarm of a channel or the device and tells it. Resolves with false when it is not told, because one of its
   * kind is still to be reset (GB/T 28181-2016 §9.4).
   */
  async alarm(fields: Partial<NotifyFields<'Alarm'>>, id: string = this.options.deviceId): Promise<boolean> {
    const AlarmTime = cameraTime(this.options.clock.now());
    const alarm = { AlarmPriority: '4', AlarmMethod: '5', AlarmTime, ...fields } as const;
    if (!this.state.unit(id).alarms.raise(alarm)) return false;
    await this.tell('Alarm', alarm, id);
    return true;
  }

  tellPosition(sn?: string): Promise<number> {
    const { state, options, edition } = this;
    const fields = positionFields(options.deviceId, state.track.position, options.clock.now(), edition);
    return this.tell('MobilePosition', fields, undefined, sn);
  }

  /** QUIRK catalog-unasked. */
  async tellFirstChannel(): Promise<void> {
    const [first] = this.channels;
    if (!first) return;
    await this.tell('Catalog', { DeviceList: [{ ...itemOf(first), Event: 'UPDATE' }] });
  }

  /** A setting of reports or registration has changed. */
  reschedule(): void {
    this.#registration.reschedule();
  }

  /** Ends every session by BYE. */
  hangUp(): Promise<void> {
    return this.#calls.hangUp();
  }

  #written(schema: TObject, fields: object, edition: Edition): XmlNode {
    return encodeFields(schema, forEdition(schema, fields as Record<string, unknown>, edition), edition);
  }

  /** Several agents may share an endpoint: each takes what is for its IDs. */
  #take(incoming: IncomingRequest): boolean {
    const { method } = incoming.request;
    const { user } = incoming.request.requestUri;
    const { deviceId, channels } = this.options;
    if (user !== deviceId && !channels.some(({ id }) => id === user)) return false;
    if (this.#off) return true;
    if (method === 'INVITE') this.#calls.invited(incoming, user ?? deviceId);
    else if (method === 'MESSAGE') this.messages.received(incoming);
    else return false;
    return true;
  }
}
