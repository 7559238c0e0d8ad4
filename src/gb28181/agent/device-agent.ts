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
import type { ReceivedManscdp } from '../codec/manscdp.ts';
import type { ChannelRecord } from '../ports.ts';
import type { AgentOptions } from './agent-options.ts';
import { Calls } from './calls.ts';
import type { CameraQuirk } from './camera-quirks.ts';
import { itemOf } from './catalog-of.ts';
import { MessageSide } from './message-side.ts';
import { type OutgoingMessage, PlatformLink } from './platform-link.ts';
import { positionFields } from './position-fields.ts';
import { Registration } from './registration.ts';
import { cameraTime, fromCameraTime } from './state/camera-time.ts';
import { DeviceState } from './state/device-state.ts';
import { Subscriptions } from './subscriptions.ts';

export type {
  AgentOptions,
  MediaRequest,
  MediaSource,
  OpenMedia,
  OpenSpeaker,
  Speaker,
  SpeakerRequest,
} from './agent-options.ts';

export type NotifyFields<N extends NotifyName> = Fields<(typeof notifies)[N]['request']>;

export type ChannelEvent = 'ON' | 'OFF' | 'VLOST' | 'DEFECT' | 'ADD' | 'DEL' | 'UPDATE';

const defaultBootMs = 5000;
const slowAnswerMs = 3000;
/** QUIRK wrong-clock. */
const wrongClockMs = 600_000;

export class DeviceAgent {
  // Given.
  readonly options: AgentOptions;
  readonly edition: Edition;
  readonly quirks: ReadonlySet<CameraQuirk>;
  // Owned.
  readonly link: PlatformLink;
  readonly messages: MessageSide;
  readonly state: DeviceState;
  readonly subscriptions: Subscriptions;
  readonly #registration: Registration;
  readonly calls: Calls;
  // State.
  #undoUse: () => void = () => {};
  /** Without power it hears nothing. */
  #off = false;
  #stopped = false;

  constructor(options: AgentOptions) {
    this.options = options;
    this.edition = options.edition ?? '2022';
    this.quirks = new Set(options.quirks);
    this.link = new PlatformLink(options);
    this.state = new DeviceState(options, (unit) => this.#moved(unit.id));
    this.messages = new MessageSide(this);
    this.#registration = new Registration(this);
    this.calls = new Calls(this);
    this.subscriptions = new Subscriptions(this);
  }

  start(): void {
    const { endpoint, reboundEndpoint } = this.options;
    const undo = [endpoint, reboundEndpoint].map((one) => one?.use((request) => this.#take(request)));
    this.#undoUse = () => {
      for (const one of undo) one?.();
    };
    this.#registration.start();
  }

  /** Ends sessions by BYE and unregisters. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#registration.stop();
    this.subscriptions.forget();
    this.state.powerOff();
    this.#undoUse();
    await this.calls.hangUp();
    await this.#registration.signOff();
  }

  /** Off and on again, without a word to the platform but BYE; resolves when it is registered again. */
  async restart(): Promise<void> {
    const { clock, bootMs = defaultBootMs } = this.options;
    if (this.#off) return;
    this.#off = true;
    this.#registration.stop();
    this.subscriptions.forget();
    this.state.powerOff();
    await this.calls.hangUp();
    await new Promise<void>((resolve) => clock.setTimeout(resolve, bootMs));
    if (this.#stopped) return;
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
    return this.calls.size;
  }

  get channels(): readonly ChannelRecord[] {
    return this.state.channels;
  }

  /** Sends a MESSAGE; resolves with the status of its answer, rejects SipError. */
  send(message: OutgoingMessage): Promise<number> {
    return this.link.send(message);
  }

  /** Sends the Response that a message asks for; what our edition does not know is left out. */
  async respond(message: ReceivedManscdp, schema: TObject, fields: object): Promise<void> {
    const { quirks } = this;
    if (quirks.has('no-response') && message.kind !== 'Query') return;
    if (quirks.has('slow-answers'))
      await new Promise<void>((resolve) => this.options.clock.setTimeout(resolve, slowAnswerMs));
    const { cmdType, sn, deviceId } = message;
    await this.link.sendBody(this.body({ kind: 'Response', cmdType, sn, deviceId }, schema, fields));
  }

  /** Tells the platform something by a MESSAGE; `deviceId`: whom it is about, the device unless given. */
  tell<N extends NotifyName>(name: N, fields: NotifyFields<N>, deviceId?: string, sn?: string): Promise<number> {
    return this.link.sendBody(
      this.body({ kind: 'Notify', cmdType: name, deviceId, sn }, notifies[name].request, fields),
    );
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
    const AlarmTime = this.localTime();
    const alarm = { AlarmPriority: '4', AlarmMethod: '5', AlarmTime, ...fields } as const;
    // Throws CommandError for what is no alarm, before it becomes one.
    encodeFields(notifies.Alarm.request, alarm, this.edition);
    const { alarms } = this.state.unit(id);
    const guarded = alarms.guarded || this.state.unit(this.options.deviceId).alarms.guarded;
    if (this.quirks.has('guard-first') && !guarded) return false;
    if (!alarms.raise(alarm)) return false;
    // GB/T 28181-2016 §9.4 and §9.11: by NOTIFY to those who have subscribed, else by MESSAGE.
    if (!(await this.subscriptions.notify('Alarm', alarm, id))) await this.tell('Alarm', alarm, id);
    return true;
  }

  /**
   * Something happens to a channel: told to those who have subscribed to the catalog. ADD and UPDATE take `changes`.
   * False when there is no such channel.
   */
  async channelEvent(event: ChannelEvent, id: string, changes: Partial<ChannelRecord> = {}): Promise<boolean> {
    const { state, options } = this;
    const before = state.channel(id);
    if (!before && event !== 'ADD') return false;
    const channel = { ...(before ?? newChannel(options, id)), ...changes, id };
    if (event === 'DEL') state.removeChannel(id);
    else if (event === 'ADD' || event === 'UPDATE') state.putChannel(channel);
    else state.putChannel({ ...channel, status: event === 'ON' ? 'ON' : 'OFF' });
    const item = itemOf(state.channel(id) ?? channel, options.catalogDetails);
    await this.subscriptions.notify('Catalog', { DeviceList: [{ ...item, Event: event }] }, options.deviceId);
    return true;
  }

  /** What its clock shows, now or at `ms` since the Unix epoch. */
  localTime(ms: number = this.options.clock.now()): string {
    return cameraTime(ms + this.state.clockOffsetMs);
  }

  /** Milliseconds since the Unix epoch at which its clock shows that. */
  fromLocalTime(text: string): number {
    return fromCameraTime(text) - this.state.clockOffsetMs;
  }

  /** GB/T 28181-2016 §9.10: the platform tells the time with each registration. */
  setClock(date: string | undefined): void {
    if (this.quirks.has('wrong-clock')) this.state.clockOffsetMs = wrongClockMs;
    else if (date !== undefined) this.state.setClock(fromCameraTime(date), this.options.clock.now());
  }

  ptzPosition(id: string): NotifyFields<'PTZPosition'> {
    const { head } = this.state.unit(id).ptz;
    return { ...head.position, ...head.view };
  }

  mobilePosition(): NotifyFields<'MobilePosition'> {
    const { state, options, edition } = this;
    return positionFields(options.deviceId, state.track.position, this.localTime(), edition);
  }

  tellPosition(sn?: string): Promise<number> {
    return this.tell('MobilePosition', this.mobilePosition(), undefined, sn);
  }

  /** GB/T 28181-2022 annex A.2.5.9: it asks to be let to send live pictures. */
  askForUpload(): Promise<number> {
    const { Time, DeviceList } = this.mobilePosition();
    const { Longitude, Latitude } = DeviceList?.[0] ?? this.state.track.position;
    return this.tell('VideoUploadNotify', { Time, Longitude, Latitude });
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
    return this.calls.hangUp();
  }

  /** The body of a message with fields of the table. */
  body(head: Omit<OutgoingMessage, 'fields'>, schema: TObject, fields: object): Buffer {
    const known = forEdition(schema, fields as Record<string, unknown>, this.edition);
    return this.link.body({ ...head, fields: encodeFields(schema, known, this.edition) });
  }

  #moved(id: string): void {
    if (this.subscriptions.wants('PTZPosition', id))
      void this.subscriptions.notify('PTZPosition', this.ptzPosition(id), id);
  }

  /** Several agents may share an endpoint: each takes what is for its IDs. */
  #take(incoming: IncomingRequest): boolean {
    const { method } = incoming.request;
    const { user } = incoming.request.requestUri;
    const { deviceId } = this.options;
    if (user !== deviceId && !this.state.channel(user)) return false;
    if (this.#off) return true;
    if (method === 'INVITE') this.calls.invited(incoming, user ?? deviceId);
    else if (method === 'MESSAGE') this.messages.received(incoming);
    else if (method === 'SUBSCRIBE') this.subscriptions.received(incoming);
    else return false;
    return true;
  }
}

function newChannel({ deviceId, facts }: AgentOptions, id: string): ChannelRecord {
  return {
    deviceId,
    id,
    name: id,
    manufacturer: facts.manufacturer,
    model: facts.model,
    owner: '',
    civilCode: deviceId.slice(0, 6),
    address: '',
    parentId: deviceId,
    kind: 'camera',
    status: 'ON',
    ptzType: 1,
    longitude: null,
    latitude: null,
  };
}
