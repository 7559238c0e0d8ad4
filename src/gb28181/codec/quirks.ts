// What devices do wrong and is taken all the same. Each fault has a name that comments, counters, fixtures and the
// settings of a device share; most can be switched off for a device that abuses or does not need them.
import type { DeviceSettings } from '../ports.ts';

interface Quirk {
  /** Tolerated unless the settings of a device say otherwise. */
  readonly on: boolean;
  /** What such devices do. */
  readonly what: string;
}

export const quirks = {
  // Bodies.
  'charset-lies': { on: true, what: 'declares one text encoding and sends another; the bytes decide' },
  'text-cut': { on: true, what: 'cuts UTF-8 text in the middle of a character' },
  'control-characters': { on: true, what: 'sends control characters or NUL inside of XML' },
  'unescaped-markup': { on: true, what: 'writes "&" or "<" as they are into names and addresses' },
  'text-after-root': {
    on: true,
    what: 'sends more behind the end of the document: NULs, a closing tag, another document',
  },
  'fields-as-attributes': { on: true, what: 'writes CmdType, SN or DeviceID as attributes of the root' },
  'bodyless-keepalive': { on: true, what: 'is behind a middlebox that takes the body out of its keepalives' },
  'unknown-command': {
    on: true,
    what: 'sends commands of its own; they are answered 200 so that they are not repeated',
  },
  // Registration and whereabouts.
  'username-differs': { on: true, what: 'registers with a user name that is not its ID' },
  'nat-rebind': { on: true, what: 'reports from a new port of its router without registering again' },
  'follow-any-host': { on: false, what: 'reports from a new address without registering again' },
  'no-reregister': { on: true, what: 'never registers again but keeps reporting' },
  'slow-keepalive': {
    on: true,
    what: 'reports less often than configured; its own interval is what it is measured by',
  },
  // Queries.
  'sn-missing': { on: true, what: 'answers a query without its SN' },
  'sn-leading-zeros': { on: true, what: 'drops or adds leading zeros of the SN' },
  'sum-lies': { on: true, what: 'tells a wrong number of items' },
  'catalog-unasked': { on: true, what: 'sends single items of its catalog unasked; they are updates' },
  'config-by-device': { on: false, what: 'knows its configuration by its own ID, and not by those of its channels' },
  'config-name-differs': { on: true, what: 'calls a section of its configuration otherwise than it was asked for' },
  'status-words': { on: true, what: 'says OK, ONLINE or 1 for the status ON' },
  'status-notify-lies': {
    on: false,
    what: 'notifies of channels going off and on that do not; only its catalog is believed',
  },
  'channel-is-device': { on: true, what: 'is a camera whose catalog names no channel; its own ID is the channel' },
  // Sessions.
  'own-ssrc': { on: true, what: 'answers an INVITE with an SSRC of its own' },
  'ssrc-missing': { on: true, what: 'answers an INVITE without y=' },
  'media-status-from': { on: true, what: 'reports the end of a record under another ID than its own' },
  'setup-lies': { on: true, what: 'answers with the setup or the protocol that was not agreed' },
  'unreachable-media-address': {
    on: true,
    what: 'tells 0.0.0.0 or the address behind its router as its media address',
  },
} as const satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof quirks;

export function isQuirk(name: string): name is QuirkName {
  return Object.hasOwn(quirks, name);
}

/** To be called when a fault was seen: true, and counted, when it is to be tolerated. */
export type Tolerate = (name: QuirkName) => boolean;

/** What one device may do; `counts` are by name. */
export function toleranceOf(settings: DeviceSettings, counts: Record<string, number>): Tolerate {
  return (name) => {
    const tolerated = settings.quirks[name] ?? quirks[name].on;
    if (tolerated) counts[name] = (counts[name] ?? 0) + 1;
    return tolerated;
  };
}
