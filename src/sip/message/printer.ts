// RFC 3261 §7: a message as bytes. Content-Length is always the truth.

import { type SipMessage, SipRequest, type SipResponse } from './message.ts';

const kMaxByte = 0xff;

/** Bytes of a message: start line, headers as they stand, Content-Length made right, body. */
export function printMessage(message: SipMessage): Buffer {
  let head =
    message instanceof SipRequest
      ? `${message.method} ${message.uri} SIP/2.0\r\n`
      : `SIP/2.0 ${(message as SipResponse).status} ${(message as SipResponse).reason}\r\n`;
  let hasLength = false;
  for (const { name, key, value } of message.headers.fields) {
    if (key === 'content-length') {
      if (!hasLength) head += `${name}: ${message.body.length}\r\n`;
      hasLength = true;
    } else head += value.length === 0 ? `${name}:\r\n` : `${name}: ${value}\r\n`;
  }
  if (!hasLength) head += `Content-Length: ${message.body.length}\r\n`;
  head += '\r\n';
  const bytes = message.headEncoding === 'latin1' ? encodeLatin1(head) : Buffer.from(head, 'utf8');
  return message.body.length === 0 ? bytes : Buffer.concat([bytes, message.body]);
}

/** A head read as latin1 goes back as it came; what we have added beyond latin1 becomes UTF-8. */
function encodeLatin1(head: string): Buffer {
  for (let i = 0; i < head.length; i++) {
    if (head.charCodeAt(i) <= kMaxByte) continue;
    return Buffer.concat(
      Array.from(head, (c) => Buffer.from(c, c.length > 1 || c.charCodeAt(0) > kMaxByte ? 'utf8' : 'latin1')),
    );
  }
  return Buffer.from(head, 'latin1');
}
