/** The RFC 6381 codecs string of an ISO BMFF init segment; undefined for a fragment. */
export function codecsOf(segment: Uint8Array): string | undefined {
  const text = (at: number) => String.fromCharCode(...segment.subarray(at, at + 4));
  if (text(4) !== 'ftyp') return undefined;
  const hex = (at: number) => (segment[at] ?? 0).toString(16).padStart(2, '0');
  const codecs: string[] = [];
  for (let at = 8; at + 4 <= segment.length; at++) {
    const name = text(at);
    if (name === 'avcC') codecs.push(`avc1.${hex(at + 5)}${hex(at + 6)}${hex(at + 7)}`);
    else if (name === 'hvcC') codecs.push(hevcCodecs(segment.subarray(at + 4)));
    else if (name === 'dfLa') codecs.push('flac');
    else if (name === 'esds') codecs.push('mp4a.40.2');
  }
  return codecs.join(',');
}

/** ISO/IEC 14496-15:2022 annex E.3: profile, compatibility in reverse bit order, tier and level, constraints. */
function hevcCodecs(record: Uint8Array): string {
  const byte = (at: number) => record[at] ?? 0;
  const space = ['', 'A', 'B', 'C'][byte(1) >> 6];
  const profile = byte(1) & 31;
  const tier = byte(1) & 32 ? 'H' : 'L';
  let compatibility = 0;
  for (let bit = 0; bit < 32; bit++) {
    const set = (byte(2 + (bit >> 3)) >> (7 - (bit & 7))) & 1;
    compatibility = (compatibility | (set << bit)) >>> 0;
  }
  const constraints = [...record.subarray(6, 12)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const tail = constraints.map((value) => `.${value.toString(16)}`).join('');
  return `hvc1.${space}${profile}.${compatibility.toString(16)}.${tier}${byte(12)}${tail}`;
}
