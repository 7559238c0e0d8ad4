// What the simulated camera can be told to do wrong, by the names of codec/quirks.ts, and some that show in nothing but
// missing or refused answers.
import type { QuirkName } from '../codec/quirks.ts';

export const cameraQuirks = {
  // Bodies.
  'charset-lies': 'declares GB2312 and sends UTF-8',
  'control-characters': 'sends control characters inside of names',
  'unescaped-markup': 'writes "&" as it is into names',
  'text-after-root': 'sends NULs and a closing tag behind the end of each document',
  'fields-as-attributes': 'writes CmdType, SN and DeviceID as attributes of the root',
  'bodyless-keepalive': 'reports without a body',
  // Registration and whereabouts.
  'username-differs': 'registers with a user name that is not its ID',
  'no-reregister': 'never registers again but keeps reporting',
  'slow-keepalive': 'reports half as often as configured',
  'nat-rebind': 'reports from another port than it registered from',
  'registers-often': 'registers anew every five seconds',
  'wrong-clock': 'is ten minutes fast and does not set its clock by the platform',
  // Queries.
  'sn-missing': 'answers queries without their SN',
  'sn-leading-zeros': 'puts zeros before the SN of its answers',
  'sum-lies': 'tells more items than it sends',
  'one-item': 'sends one item in each message',
  'catalog-unasked': 'sends its first channel unasked after each registration',
  'status-words': 'says ONLINE for the status ON',
  'channel-is-device': 'tells no channels: its own ID is the channel',
  'config-by-device': 'knows its configuration by its own ID, and not by those of its channels',
  'config-name-differs': 'calls the sections of its configuration otherwise than it was asked',
  'guard-first': 'raises no alarm before it is guarded',
  'slow-answers': 'answers after three seconds',
  'no-response': 'does what it is told but never sends the Response that is due',
  // Sessions.
  'own-ssrc': 'answers an INVITE with an SSRC of its own',
  'ssrc-missing': 'answers an INVITE without y=',
  'setup-lies': 'answers with the setup that was not agreed',
  'unreachable-media-address': 'tells 0.0.0.0 as its media address',
  'info-refused': 'answers 400 to every INFO: no pause, no seek, no scale',
} as const satisfies Partial<Record<QuirkName, string>> & Record<string, string>;

export type CameraQuirk = keyof typeof cameraQuirks;

export function isCameraQuirk(name: string): name is CameraQuirk {
  return Object.hasOwn(cameraQuirks, name);
}
