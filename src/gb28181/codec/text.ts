import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import type { QuirkName } from './quirks.ts';

export type Charset = 'GB18030' | 'UTF-8';

export interface DecodedText {
  text: string;
  quirks: QuirkName[];
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const lenientUtf8 = new TextDecoder('utf-8');
const gb18030 = new TextDecoder('gb18030');
const replacement = '\uFFFD';
/** Everything that XML 1.0 forbids, and NUL and its like that devices leave in fixed-size fields. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

/**
 * Decodes a message's bytes. QUIRK charset-lies: declarations are wrong both ways, so the bytes decide: what is valid
 * UTF-8 is UTF-8, everything else GB18030, of which GB2312 and GBK are parts [fixtures manscdp/declared-*.xml].
 */
export function decodeText(bytes: Buffer): DecodedText {
  const quirks: QuirkName[] = [];
  const decoded = decodeBytes(bytes, quirks);
  // QUIRK control-characters: cut out [fixture manscdp/name-control-chars.xml].
  const text = decoded.replace(forbidden, '');
  if (text.length !== decoded.length) quirks.push('control-characters');
  return { text, quirks };
}

export function encodeText(text: string, charset: Charset): Buffer {
  return charset === 'UTF-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, 'gb18030');
}

/** Takes out of a value what no field may contain. */
export function withoutControls(text: string): string {
  return text.replace(forbidden, '');
}

function decodeBytes(bytes: Buffer, quirks: QuirkName[]): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  const declaresUtf8 = /encoding=["']utf-?8["']/i.test(bytes.subarray(0, maxDeclarationBytes).toString('latin1'));
  try {
    const text = strictUtf8.decode(bytes);
    if (!declaresUtf8 && !startsWithBom(bytes)) quirks.push('charset-lies');
    return text;
  } catch {
    const cut = cutUtf8(bytes);
    if (cut !== undefined) {
      quirks.push('text-cut');
      return cut;
    }
    if (declaresUtf8) quirks.push('charset-lies');
    return gb18030.decode(bytes);
  }
}

const maxDeclarationBytes = 128;

function startsWithBom(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/**
 * QUIRK text-cut: a field of fixed size ends inside of a character [fixture manscdp/name-truncated-utf8.xml]. Text with
 * more whole characters than broken ones is UTF-8: Chinese in GB18030 read as UTF-8 is broken nearly throughout.
 */
function cutUtf8(bytes: Buffer): string | undefined {
  const text = lenientUtf8.decode(bytes);
  let whole = 0;
  let broken = 0;
  for (const character of text) {
    if (character === replacement) broken++;
    else if (character > '\u07FF') whole++;
  }
  return whole > broken ? text : undefined;
}
