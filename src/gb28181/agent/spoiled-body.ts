// Bodies as devices with quirks write them.
import { configs } from '../codec/command-set/index.ts';
import type { ManscdpKind } from '../codec/manscdp.ts';
import { encodeText } from '../codec/text.ts';
import type { CameraQuirk } from './camera-quirks.ts';

const sectionTags = new RegExp(`(</?)(${Object.keys(configs).join('|')})>`, 'g');

type Spoil = (xml: string, kind: ManscdpKind) => string;

const spoils: Partial<Record<CameraQuirk, Spoil>> = {
  'control-characters': (xml) => xml.replaceAll('<Name>', '<Name>\u0001'),
  'unescaped-markup': (xml) => xml.replaceAll('<Name>', '<Name>A&B '),
  'status-words': (xml) => xml.replaceAll('<Status>ON</Status>', '<Status>ONLINE</Status>'),
  'sn-missing': (xml, kind) => (kind === 'Response' ? xml.replace(/\s*<SN>\d*<\/SN>/, '') : xml),
  'sn-leading-zeros': (xml, kind) => (kind === 'Response' ? xml.replace('<SN>', '<SN>000') : xml),
  'fields-as-attributes': (xml, kind) =>
    xml.replace(
      new RegExp(`<${kind}>\\s*<CmdType>(.*?)</CmdType>\\s*<SN>(.*?)</SN>\\s*<DeviceID>(.*?)</DeviceID>`),
      `<${kind} CmdType="$1" SN="$2" DeviceID="$3">`,
    ),
  'config-name-differs': (xml) =>
    xml.includes('<CmdType>ConfigDownload</CmdType>') ? xml.replace(sectionTags, '$1$2Cfg>') : xml,
  'text-after-root': (xml, kind) => `${xml}\0\0</${kind}>`,
};

/** `xml` as it should be sent, made worse by each quirk in turn. */
export function spoiledBody(xml: string, kind: ManscdpKind, quirks: ReadonlySet<CameraQuirk>): Buffer {
  let spoiled = xml;
  for (const [name, spoil] of Object.entries(spoils) as [CameraQuirk, Spoil][])
    if (quirks.has(name)) spoiled = spoil(spoiled, kind);
  return encodeText(spoiled, quirks.has('charset-lies') ? 'UTF-8' : 'GB18030');
}
