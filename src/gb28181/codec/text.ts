import iconv from 'iconv-lite';

export type Charset = 'GB18030' | 'UTF-8';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');
/** Everything that XML 1.0 forbids, and NUL and its like that devices leave in fixed-size fields. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

/**
 * Decodes a message's bytes. QUIRK charset-lies: declarations are wrong both ways, so the bytes decide: what is valid
 * UTF-8 is UTF-8, everything else GB18030, of which GB2312 and GBK are parts. QUIRK control-characters: cut out.
 */
export function decodeText(bytes: Buffer): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = gb18030.decode(bytes);
  }
  return text.replace(forbidden, '');
}

export function encodeText(text: string, charset: Charset): Buffer {
  return charset === 'UTF-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, 'gb18030');
}
