import { afterEach, beforeEach } from 'vitest';
import { type AgentOptions, DeviceAgent } from '../../../../src/gb28181/agent/device-agent.ts';
import {
  buildManscdp,
  manscdpType,
  parseManscdp,
  type ReceivedManscdp,
} from '../../../../src/gb28181/codec/manscdp.ts';
import type { IncomingRequest, SipEndpoint, SipRequest } from '../../../../src/sip/index.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { cameraId, channel, channelIds, domain, password, platformId, silent, startEndpoint, until } from '../site.ts';

/** A platform that takes every registration and keeps what it is told, and an agent that is registered with it. */
export class PeerPlatform {
  readonly clock = new FakeClock();
  readonly messages: ReceivedManscdp[] = [];
  readonly bodies: Buffer[] = [];
  /** The way that the last message came. */
  lastProtocol: 'udp' | 'tcp' | undefined;
  readonly registrations: SipRequest[] = [];
  readonly #endpoint: SipEndpoint;
  readonly #agentEndpoint: SipEndpoint;
  readonly #agents: DeviceAgent[] = [];
  /** Answers REGISTER; true when it has. */
  onRegister: (incoming: IncomingRequest) => boolean = () => false;
  #sn = 100;

  private constructor(clock: FakeClock, endpoint: SipEndpoint, agentEndpoint: SipEndpoint) {
    this.clock = clock;
    this.#endpoint = endpoint;
    this.#agentEndpoint = agentEndpoint;
    endpoint.use((incoming) => this.#take(incoming));
  }

  static async open(): Promise<PeerPlatform> {
    const clock = new FakeClock();
    return new PeerPlatform(clock, await startEndpoint(clock, '127.0.0.1'), await startEndpoint(clock, '127.0.0.1'));
  }

  get agentPort(): number {
    return this.#agentEndpoint.port;
  }

  get endpoint(): SipEndpoint {
    return this.#endpoint;
  }

  /** Registered already. */
  async agent(changes: Partial<AgentOptions> = {}): Promise<DeviceAgent> {
    const agent = new DeviceAgent({
      endpoint: this.#agentEndpoint,
      clock: this.clock,
      log: silent,
      deviceId: cameraId,
      password,
      server: { id: platformId, domain, address: '127.0.0.1', port: this.#endpoint.port },
      transport: 'udp',
      registerSeconds: 3600,
      keepaliveSeconds: 60,
      facts: { name: '北门', manufacturer: 'Some', model: 'M1', firmware: '1.2' },
      channels: channelIds.map((id) => channel(cameraId, id)),
      mediaAddress: '127.0.0.1',
      media: { open: () => ({ port: 15_060, close: () => {} }) },
      ...changes,
    });
    this.#agents.push(agent);
    agent.start();
    await agent.registered;
    return agent;
  }

  /** Sends a MESSAGE and gives the status of its answer; `sn` of it is the last one's. */
  async send(
    kind: 'Query' | 'Control' | 'Notify',
    cmdType: string,
    fields: Parameters<typeof buildManscdp>[0]['fields'] = {},
    deviceId: string = cameraId,
  ): Promise<number> {
    const sn = String(++this.#sn);
    const response = await this.#endpoint.request({
      method: 'MESSAGE',
      uri: `sip:${deviceId || cameraId}@${domain}`,
      from: `sip:${platformId}@${domain}`,
      to: `sip:${deviceId || cameraId}@${domain}`,
      target: { protocol: 'udp', address: '127.0.0.1', port: this.#agentEndpoint.port },
      contentType: manscdpType,
      body: buildManscdp({ kind, cmdType, sn, deviceId, fields }, 'GB18030'),
    });
    return response.status;
  }

  /** The next message of that kind and CmdType that has come or will come. */
  async told(kind: string, cmdType: string): Promise<ReceivedManscdp> {
    const matches = (message: ReceivedManscdp) => message.kind === kind && message.cmdType === cmdType;
    const { index } = await until(`${kind} ${cmdType}`, () => {
      const index = this.messages.findIndex(matches);
      return index >= 0 && { index };
    });
    return this.messages.splice(index, 1)[0]!;
  }

  /** Asks, and waits for the first part of the answer. */
  async ask(cmdType: string, fields = {}, deviceId: string = cameraId): Promise<ReceivedManscdp> {
    await this.send('Query', cmdType, fields, deviceId);
    const answer = await this.told('Response', cmdType);
    if (answer.deviceId !== deviceId || answer.sn !== String(this.#sn)) throw new Error('not the answer to it');
    return answer;
  }

  /** Does nothing for as long as it takes to hear of one more query: what was sent before has been handled then. */
  async settle(): Promise<void> {
    await this.ask('DeviceInfo');
  }

  async close(): Promise<void> {
    for (const agent of this.#agents) agent.state.powerOff();
    await this.#agentEndpoint.stop(0);
    await this.#endpoint.stop(0);
  }

  #take(incoming: IncomingRequest): boolean {
    const { request } = incoming;
    // Whoever expects a call of the agent's takes it.
    if (request.method === 'INVITE') return false;
    if (request.method === 'REGISTER') {
      this.registrations.push(request);
      if (!this.onRegister(incoming)) incoming.respond(200);
    } else {
      if (request.body.length > 0) this.messages.push(parseManscdp(request.body));
      this.bodies.push(request.body);
      this.lastProtocol = incoming.flow.protocol;
      incoming.respond(200);
    }
    return true;
  }
}

/** A platform for each test of the file; `platform()` gives it. */
export function peerPlatform(): () => PeerPlatform {
  let platform: PeerPlatform;
  beforeEach(async () => {
    platform = await PeerPlatform.open();
  });
  afterEach(() => platform.close());
  return () => platform;
}
