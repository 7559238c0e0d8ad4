// The SIP messages of light devices, written by hand: a load must not cost what it loads.
import { createHash } from 'node:crypto';

export const domain = '3402000000';
export const serverId = `${domain}2000000001`;
export const serverUri = `sip:${serverId}@${domain}`;
export const manscdp = 'Content-Type: Application/MANSCDP+xml';
const md5 = (text) => createHash('md5').update(text).digest('hex');

/** 20 digits, of type 132. */
export function deviceId(index) {
  return `${domain}132${String(index).padStart(7, '0')}`;
}

export function requestText({ method, uri = serverUri, id, to = id, port, callId, cseq, headers = [], body = '' }) {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bK${callId}-${cseq}`,
    `From: <sip:${id}@${domain}>;tag=${callId}`,
    `To: <sip:${to}@${domain}>`,
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

/** Authorization for the challenge of a REGISTER. */
export function credentials(challenge, id, password) {
  const field = (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const [nonce, realm] = [field('nonce'), field('realm')];
  const proof = `${nonce}:00000001:c:auth:${md5(`REGISTER:${serverUri}`)}`;
  const response = md5(`${md5(`${id}:${realm}:${password}`)}:${proof}`);
  return `Authorization: Digest username="${id}", realm="${realm}", nonce="${nonce}", uri="${serverUri}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="c"`;
}

export function messageBody(kind, cmdType, sn, id, rest) {
  return `<?xml version="1.0"?>\r\n<${kind}>\r\n<CmdType>${cmdType}</CmdType>\r\n<SN>${sn}</SN>\r\n<DeviceID>${id}</DeviceID>\r\n${rest}\r\n</${kind}>\r\n`;
}

export function keepaliveBody(sn, id) {
  return messageBody('Notify', 'Keepalive', sn, id, '<Status>OK</Status>');
}

/** NaN when it is no response. */
export function statusOf(text) {
  return text.startsWith('SIP/2.0 ') ? Number(text.slice(8, 11)) : Number.NaN;
}

/** First value of a header in the spelling that we and the platform use. */
export function headerOf(text, name) {
  const at = text.indexOf(`\r\n${name}: `);
  if (at < 0) return undefined;
  const start = at + name.length + 4;
  return text.slice(start, text.indexOf('\r\n', start));
}
