// Many devices on one UDP socket: so many requests are under way at a time, and each must be answered as it should.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';

const domain = '3402000000';
const serverId = `${domain}2000000001`;
const inFlight = 32;
const answerTimeoutMs = 3000;
const md5 = (text) => createHash('md5').update(text).digest('hex');

export class SipLoad {
  #socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
  #port;
  #waiting = new Map();
  #serial = 0;

  constructor(port) {
    this.#port = port;
    this.#socket.on('message', (bytes) => this.#received(bytes.toString('latin1')));
  }

  open() {
    return new Promise((resolve) => this.#socket.bind(0, '127.0.0.1', resolve));
  }

  close() {
    this.#socket.close();
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
    const id = deviceId(index);
    const callId = `r${++this.#serial}`;
    const uri = `sip:${serverId}@${domain}`;
    const challenge = await this.#exchange(this.#request('REGISTER', uri, id, callId, 1), callId);
    if (statusOf(challenge) !== 401) throw new Error(`REGISTER was answered ${statusOf(challenge)} instead of 401.`);
    const field = (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
    const [nonce, realm] = [field('nonce'), field('realm')];
    const proof = `${nonce}:00000001:c:auth:${md5(`REGISTER:${uri}`)}`;
    const response = md5(`${md5(`${id}:${realm}:${password}`)}:${proof}`);
    const credentials = `Authorization: Digest username="${id}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="c"`;
    const answer = await this.#exchange(this.#request('REGISTER', uri, id, callId, 2, [credentials]), callId);
    if (statusOf(answer) !== 200) throw new Error(`REGISTER was answered ${statusOf(answer)} instead of 200.`);
  }

  async keepalive(index) {
    const id = deviceId(index);
    const callId = `k${++this.#serial}`;
    const body = `<?xml version="1.0"?>\r\n<Notify>\r\n<CmdType>Keepalive</CmdType>\r\n<SN>${this.#serial}</SN>\r\n<DeviceID>${id}</DeviceID>\r\n<Status>OK</Status>\r\n</Notify>\r\n`;
    const type = 'Content-Type: Application/MANSCDP+xml';
    const request = this.#request('MESSAGE', `sip:${serverId}@${domain}`, id, callId, 1, [type], body);
    const answer = await this.#exchange(request, callId);
    if (statusOf(answer) !== 200) throw new Error(`Keepalive was answered ${statusOf(answer)} instead of 200.`);
  }

  /** A datagram of the size of a REGISTER, which comes back as it is. */
  async echo() {
    const callId = `e${++this.#serial}`;
    const request = this.#request('REGISTER', `sip:${serverId}@${domain}`, deviceId(0), callId, 1);
    if ((await this.#exchange(request, callId)) !== request) throw new Error('The echo is not what was sent.');
  }

  #request(method, uri, id, callId, cseq, headers = [], body = '') {
    const { port } = this.#socket.address();
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bK${callId}-${cseq}`,
      `From: <sip:${id}@${domain}>;tag=${callId}`,
      `To: <sip:${method === 'REGISTER' ? id : serverId}@${domain}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${id}@127.0.0.1:${port}>`,
      'Max-Forwards: 70',
      'User-Agent: load',
      'Expires: 3600',
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  }

  #exchange(request, callId) {
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
      this.#socket.send(request, this.#port, '127.0.0.1');
    });
  }

  /** Queries of the platform's own are left without an answer. */
  #received(text) {
    const callId = /\r\nCall-ID: ([^\r]*)/i.exec(text)?.[1];
    this.#waiting.get(callId)?.(text);
  }
}

function deviceId(index) {
  return `${domain}132${String(index).padStart(7, '0')}`;
}

function statusOf(answer) {
  return Number(/^SIP\/2\.0 ([0-9]{3})/.exec(answer)?.[1]);
}
