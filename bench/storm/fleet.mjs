// A process of light devices: SIP alone, over UDP, with the retransmissions of RFC 3261 §17.1.2. Each registers, answers
// who it is and that it has one channel, and reports.
import { createSocket } from 'node:dgram';
import {
  credentials,
  deviceId,
  headerOf,
  keepaliveBody,
  manscdp,
  messageBody,
  requestText,
  serverId,
  statusOf,
} from '../control/messages.mjs';
import { answer, cpuNs } from '../flow/child.mjs';

const t1Ms = 500;
const t2Ms = 4000;
const timerFMs = 64 * t1Ms;
const retryMs = 5000;

const counts = {
  online: 0,
  keepalives: 0,
  answered: 0,
  unanswered: 0,
  refused: 0,
  retransmitted: 0,
  catalogs: 0,
  flooded: 0,
};
const latenciesMs = [];
const sockets = [];
const devices = [];
const waiting = new Map();
let serial = 0;
let setup;

class Device {
  online = false;
  #keepalives;

  constructor(index, socket) {
    this.id = deviceId(index);
    this.socket = socket;
  }

  /** Until it is registered, however often that takes. */
  async comeOnline() {
    const beganMs = performance.now();
    while (!(await this.#register())) await delay(retryMs);
    latenciesMs.push(performance.now() - beganMs);
    this.online = true;
    counts.online++;
    // Devices that came at the same time do not report at the same time for ever: their clocks differ.
    const first = Math.random() * setup.keepaliveMs;
    setTimeout(() => {
      this.#report();
      this.#keepalives = setInterval(() => this.#report(), setup.keepaliveMs);
    }, first);
  }

  stop() {
    clearInterval(this.#keepalives);
  }

  /** A MESSAGE of the platform's. */
  async asked(text) {
    const body = text.slice(text.indexOf('\r\n\r\n'));
    const cmdType = /<CmdType>(\w+)/.exec(body)?.[1];
    const sn = /<SN>(\d+)/.exec(body)?.[1];
    if (cmdType === 'DeviceInfo') await this.#message(infoBody(sn, this.id));
    if (cmdType !== 'Catalog') return;
    if ((await this.#message(catalogBody(sn, this.id))) === 200) counts.catalogs++;
  }

  async #register() {
    const callId = `r${++serial}`;
    const challenge = await this.#exchange('REGISTER', { callId, cseq: 1 });
    if (statusOf(challenge) !== 401) return false;
    const headers = [credentials(challenge, this.id, setup.password)];
    return statusOf(await this.#exchange('REGISTER', { callId, cseq: 2, headers })) === 200;
  }

  async #report() {
    counts.keepalives++;
    const status = await this.#message(keepaliveBody(++serial, this.id));
    if (status === 200) counts.answered++;
    else if (Number.isNaN(status)) counts.unanswered++;
    else counts.refused++;
  }

  async #message(body) {
    const rest = { callId: `m${++serial}`, cseq: 1, to: serverId, headers: [manscdp], body };
    return statusOf(await this.#exchange('MESSAGE', rest));
  }

  /** The final response, '' after Timer F. */
  #exchange(method, rest) {
    const text = requestText({ method, id: this.id, port: this.socket.address().port, ...rest });
    const key = `${rest.callId} ${rest.cseq} ${method}`;
    return new Promise((resolve) => {
      const endMs = performance.now() + timerFMs;
      let timer;
      const send = (nextMs) => {
        this.socket.send(text, setup.port, '127.0.0.1');
        timer = setTimeout(() => {
          if (performance.now() >= endMs) return finish('');
          counts.retransmitted++;
          send(Math.min(nextMs * 2, t2Ms));
        }, nextMs);
      };
      const finish = (response) => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve(response);
      };
      waiting.set(key, finish);
      send(t1Ms);
    });
  }
}

function infoBody(sn, id) {
  const rest =
    '<DeviceName>Light</DeviceName>\r\n<Result>OK</Result>\r\n<Manufacturer>Load</Manufacturer>\r\n<Model>L1</Model>\r\n<Firmware>1.0</Firmware>';
  return messageBody('Response', 'DeviceInfo', sn, id, rest);
}

function catalogBody(sn, id) {
  const channel = id.replace(/^(\d{10})132/, '$1131');
  const item = `<Item>\r\n<DeviceID>${channel}</DeviceID>\r\n<Name>Gate</Name>\r\n<Manufacturer>Load</Manufacturer>\r\n<Model>L1</Model>\r\n<Owner>O</Owner>\r\n<CivilCode>340200</CivilCode>\r\n<Address>A</Address>\r\n<Parental>0</Parental>\r\n<ParentID>${id}</ParentID>\r\n<SafetyWay>0</SafetyWay>\r\n<RegisterWay>1</RegisterWay>\r\n<Secrecy>0</Secrecy>\r\n<Status>ON</Status>\r\n</Item>`;
  return messageBody(
    'Response',
    'Catalog',
    sn,
    id,
    `<SumNum>1</SumNum>\r\n<DeviceList Num="1">\r\n${item}\r\n</DeviceList>`,
  );
}

function received(text, socket) {
  if (!Number.isNaN(statusOf(text))) {
    const final = statusOf(text) >= 200;
    if (final) waiting.get(`${headerOf(text, 'Call-ID')} ${headerOf(text, 'CSeq')}`)?.(text);
    return;
  }
  const response = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(text, name)}`);
  const tagged = response.map((line) => (line.startsWith('To: ') && !line.includes('tag=') ? `${line};tag=d` : line));
  socket.send(`SIP/2.0 200 OK\r\n${tagged.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`, setup.port, '127.0.0.1');
  const device = devices[Number(/sip:\d{13}(\d{7})@/.exec(text)?.[1])];
  // A retransmitted question is answered once more by the 200 alone.
  const callId = headerOf(text, 'Call-ID');
  if (!device || device.lastAsked === callId) return;
  device.lastAsked = callId;
  void device.asked(text);
}

/** One more socket sends reports of a device that nobody knows, so many a second, and reads no answer. */
async function flood(perSecond) {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const id = deviceId(9_999_999);
  setInterval(() => {
    for (let i = 0; i < perSecond / 100; i++) {
      const rest = {
        callId: `f${++serial}`,
        cseq: 1,
        to: serverId,
        headers: [manscdp],
        body: keepaliveBody(serial, id),
      };
      socket.send(
        requestText({ method: 'MESSAGE', id, port: socket.address().port, ...rest }),
        setup.port,
        '127.0.0.1',
      );
      counts.flooded++;
    }
  }, 10);
}

function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

answer({
  async open(wanted) {
    setup = wanted;
    for (let i = 0; i < wanted.sockets; i++) {
      const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
      socket.on('message', (bytes) => received(bytes.toString('latin1'), socket));
      await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
      sockets.push(socket);
    }
    for (let i = 0; i < wanted.devices; i++) devices.push(new Device(i, sockets[i % sockets.length]));
  },
  /** All of them come back, spread over so much time. */
  async storm({ spreadMs, floodPerSecond }) {
    if (floodPerSecond > 0) await flood(floodPerSecond);
    for (const [i, device] of devices.entries()) {
      setTimeout(() => void device.comeOnline(), (spreadMs * i) / devices.length);
    }
  },
  counts: () => ({ ...counts, cpuMs: cpuNs() / 1e6 }),
  latencies() {
    const sorted = latenciesMs.toSorted((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
    return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
  },
  stop() {
    for (const device of devices) device.stop();
  },
});
