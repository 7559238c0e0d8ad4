// GB/T 28181-2016 annex D, GB/T 28181-2022 annex E: 8 digits centre, 2 industry, 3 type, 1 network, 6 serial.

const digits20 = /^\d{20}$/;
/** Field devices use other lengths for channels now and then; these are taken as they are. */
const lenientId = /^[A-Za-z0-9]{1,32}$/;

export function isDeviceId(text: string): boolean {
  return digits20.test(text);
}

/** What may stand for a channel: the standard's form, or what devices send instead. */
export function isChannelId(text: string): boolean {
  return lenientId.test(text);
}

/** Digits 11 to 13; undefined for an ID of another form. */
export function typeCode(id: string): number | undefined {
  return isDeviceId(id) ? Number(id.slice(10, 13)) : undefined;
}

export type ChannelKind = 'camera' | 'directory' | 'group' | 'other';

/** What an item of a catalog is. IDs of at most 8 digits are civil codes. */
export function channelKind(id: string): ChannelKind {
  if (/^\d{2,8}$/.test(id)) return 'directory';
  const type = typeCode(id);
  if (type === undefined) return 'camera';
  if (type === 215 || type === 216) return 'group';
  if (type >= 200 && type < 300) return 'directory';
  // Alarm and audio inputs and outputs, displays, doors: nothing to look at.
  if ([133, 134, 135, 136, 137, 140, 141, 142, 143].includes(type)) return 'other';
  return 'camera';
}
