// Many devices on some UDP sockets: so many requests are under way at a time, and each must be answered as it should.
import { createSocket } from 'node:dgram';
import { credentials, deviceId, keepaliveBody, manscdp, requestText, serverId, statusOf } from './messages.mjs';

/** No socket sends more than the platform reads of one source. */
const sockets = 64;
const inFlight = 32;
const answerTimeoutMs = 3000;

export class SipLoad {
  #sockets = Array.from({ length: sockets }, () => createSocket({ type: 'udp4', recvBufferSize: 1 << 20 }));
  #port;
  #waiting = new Map();
  #serial = 0;

  constructor(port) {
    this.#port = port;
    for (const socket of this.#sockets) socket.on('message', (bytes) => this.#received(bytes.toString('latin1')));
  }

  open() {
    return Promise.all(this.#sockets.map((one) => new Promise((resolve) => one.bind(0, '127.0.0.1', resolve))));
  }

  close() {
    for (const socket of this.#sockets) socket.close();
  }

  /** Does `one(i)` for 0 <= i < count, some at a time. */
  async many(count, one) {
    let next = 0;
    const lane = async () => {
      while (next < count) await one(next++);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
  }

  /** REGISTER, 401, REGISTER with credentials, 200. */
  async register(index, password) {
    const callId = `r${++this.#serial}`;
    const challenge = await this.#exchange(index, 'REGISTER', { callId, cseq: 1 });
    if (statusOf(challenge) !== 401) throw new Error(`REGISTER was answered ${statusOf(challenge)} instead of 401.`);
    const headers = [credentials(challenge, deviceId(index), password)];
    const answer = await this.#exchange(index, 'REGISTER', { callId, cseq: 2, headers });
    if (statusOf(answer) !== 200) throw new Error(`REGISTER was answered ${statusOf(answer)} instead of 200.`);
  }

  async keepalive(index) {
    const callId = `k${++this.#serial}`;
    const body = keepaliveBody(this.#serial, deviceId(index));
    const rest = { callId, cseq: 1, to: serverId, headers: [manscdp], body };
    const answer = await this.#exchange(index, 'MESSAGE', rest);
    if (statusOf(answer) !== 200) throw new Error(`Keepalive was answered ${statusOf(answer)} instead of 200.`);
  }

  /** A datagram of the size of a REGISTER, which comes back as it is. */
  async echo() {
    const rest = { callId: `e${++this.#serial}`, cseq: 1 };
    const request = this.#request(this.#serial, 'REGISTER', rest);
    const answer = await this.#exchange(this.#serial, 'REGISTER', rest);
    if (answer !== request) throw new Error('The echo is not what was sent.');
  }

  #request(index, method, rest) {
    return requestText({ method, id: deviceId(index), port: this.#socketOf(index).address().port, ...rest });
  }

  #socketOf(index) {
    return this.#sockets[index % sockets];
  }

  #exchange(index, method, rest) {
    const { callId } = rest;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(callId);
        reject(new Error(`A request was not answered within ${answerTimeoutMs} ms.`));
      }, answerTimeoutMs);
      this.#waiting.set(callId, (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(callId);
        resolve(answer);
      });
      this.#socketOf(index).send(this.#request(index, method, rest), this.#port, '127.0.0.1');
    });
  }

  /** Queries of the platform's own are left without an answer. */
  #received(text) {
    const callId = /\r\nCall-ID: ([^\r]*)/i.exec(text)?.[1];
    this.#waiting.get(callId)?.(text);
  }
}
