// The lines that GB/T 28181-2016 annex F and GB/T 28181-2022 annex G add to RFC 8866 or fill with a meaning of their own, and what
// vendors write for the choice of a sub-stream. One entry is one line: how it is written, how it is read.

export interface OwnLine {
  /** The letter before "=". */
  readonly type: 'y' | 'f' | 't' | 'a';
  /** Reads leniently: blanks around, any case of the attribute's name. */
  readonly reg: RegExp;
  /** Writes strictly; %s is the value. */
  readonly format: string;
  /** First edition of GB/T 28181 that has it; "vendor": none has. */
  readonly since: 2016 | 2022 | 'vendor';
  readonly what: string;
}

export const ownLines = {
  ssrc: {
    type: 'y',
    reg: /^\s*(\d{1,10})\s*$/,
    format: '%s',
    since: 2016,
    what: 'SSRC, ten decimal digits',
  },
  format: { type: 'f', reg: /^(.*)$/, format: '%s', since: 2016, what: 'media parameters, see media-format.ts' },
  timing: {
    type: 't',
    reg: /^\s*(\d{1,12})\s+(\d{1,12})/,
    format: '%d %d',
    since: 2016,
    what: 'range of a record in UNIX seconds; 0 0 is live',
  },
  downloadSpeed: {
    type: 'a',
    reg: /^\s*downloadspeed\s*:\s*(\d{1,3})\s*$/i,
    format: 'downloadspeed:%s',
    since: 2016,
    what: 'how many times faster than real time a record is sent',
  },
  fileSize: {
    type: 'a',
    reg: /^\s*filesize\s*:\s*(\d{1,15})\s*$/i,
    format: 'filesize:%s',
    since: 2016,
    what: 'bytes of the record, in the answer; many devices tell a wrong one',
  },
  streamNumber: {
    type: 'a',
    reg: /^\s*streamnumber\s*:\s*(\d{1,2})\s*$/i,
    format: 'streamnumber:%s',
    since: 2022,
    what: '0 main stream, 1 and higher the sub-streams',
  },
  stream: {
    type: 'a',
    reg: /^\s*stream\s*:\s*(\S{1,16})\s*$/i,
    format: 'stream:%s',
    since: 'vendor',
    what: 'sub-stream: 0 main, 1 sub',
  },
  streamProfile: {
    type: 'a',
    reg: /^\s*streamprofile\s*:\s*(\S{1,16})\s*$/i,
    format: 'streamprofile:%s',
    since: 'vendor',
    what: 'sub-stream of Dahua: 0 main, 1 sub',
  },
  streamMode: {
    type: 'a',
    reg: /^\s*streamMode\s*:\s*(\S{1,16})\s*$/i,
    format: 'streamMode:%s',
    since: 'vendor',
    what: 'sub-stream of TP-Link and Mercury: MAIN, SUB',
  },
} as const satisfies Record<string, OwnLine>;

/** How a device is told which of its streams is wanted; the attribute differs per vendor. */
export const subStreamAttributes = ['streamNumber', 'stream', 'streamProfile', 'streamMode'] as const;
export type SubStreamAttribute = (typeof subStreamAttributes)[number];

/** The attribute of a device with the value that means the main stream (0) or a sub-stream (1 and higher). */
export function subStream(attribute: SubStreamAttribute, number: number): { [name in SubStreamAttribute]?: string } {
  return { [attribute]: attribute === 'streamMode' ? (number === 0 ? 'MAIN' : 'SUB') : String(number) };
}
