// The answer to an INVITE of ours: GB/T 28181-2016 §9.2 and annex F, RFC 3264 §6, RFC 4145 §4.
import { BlockList, isIP } from 'node:net';
import type { SessionDescription } from '../../sdp/session-description.ts';
import { PlayError } from '../../streams/source-provider.ts';
import type { Tolerate } from '../codec/quirks.ts';
import type { MediaTransport } from '../ports.ts';

export interface Offered {
  transport: MediaTransport;
  /** Ten digits, as in y=. */
  ssrc: string;
}

export interface Agreed {
  /** What the device is going to send. */
  ssrc: number;
  /** tcp-active: where the device waits for our connection. */
  remote: { address: string; port: number } | undefined;
  /** In what the answer is at odds with the offer, as one sentence. */
  contradiction: string | undefined;
}

const maxSsrc = 0xffffffff;
/** RFC 4145 §4.1: the port of who connects by itself. */
const discardPort = 9;

/** What offer and answer amount to. `deviceAddress` is where the device's signalling comes from. Throws PlayError. */
export function agree(offered: Offered, answer: SessionDescription, deviceAddress: string, tolerate: Tolerate): Agreed {
  if (answer.port === 0)
    throw new PlayError(502, 'offer-refused', 'The device accepted the call but refused its media (port 0).');
  const contradiction = checkTransport(offered, answer, tolerate);
  const remote =
    offered.transport === 'tcp-active'
      ? { address: reachableAddress(answer.address, deviceAddress, tolerate), port: answer.port }
      : undefined;
  return { ssrc: agreedSsrc(offered, answer, tolerate), remote, contradiction };
}

function checkTransport({ transport }: Offered, answer: SessionDescription, tolerate: Tolerate): string | undefined {
  const tcp = transport !== 'udp';
  const ours = transport === 'tcp-active' ? 'active' : 'passive';
  if (transport === 'tcp-active' && answer.port === discardPort && answer.setup === 'active')
    throw new PlayError(502, 'transport-differs', 'The device wants to connect by itself; ask it for tcp-passive.');
  // QUIRK setup-lies: the answer is written carelessly, the device mostly does as it was told.
  const lies = answer.tcp !== tcp || (tcp && answer.setup === ours);
  if (!lies) return undefined;
  if (!tolerate('setup-lies'))
    throw new PlayError(502, 'transport-differs', 'The device answered with another media transport than offered.');
  const answered = answer.tcp ? `TCP, setup:${answer.setup ?? 'missing'}` : 'UDP';
  return `Its answer is at odds with the offer: ${answered}.`;
}

/**
 * QUIRK own-ssrc: a device that answers with an SSRC of its own is believed [fixture
 * manscdp/dahua/invite-200-tcp-active.sip]. QUIRK ssrc-missing: one that tells none sends what it was told.
 */
function agreedSsrc({ ssrc }: Offered, answer: SessionDescription, tolerate: Tolerate): number {
  const offered = Number(ssrc);
  const own = Number(answer.ssrc ?? 0);
  if (own === offered) return offered;
  if (own === 0 || own > maxSsrc) {
    if (tolerate('ssrc-missing')) return offered;
    throw new PlayError(502, 'bad-answer', 'The answer of the device has no usable SSRC (y=).');
  }
  return tolerate('own-ssrc') ? own : offered;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291: reachable from the same network only. */
const behindRouters = new BlockList();
behindRouters.addSubnet('10.0.0.0', 8);
behindRouters.addSubnet('172.16.0.0', 12);
behindRouters.addSubnet('192.168.0.0', 16);
behindRouters.addSubnet('100.64.0.0', 10);
behindRouters.addSubnet('169.254.0.0', 16);
behindRouters.addSubnet('fc00::', 7, 'ipv6');
behindRouters.addSubnet('fe80::', 10, 'ipv6');

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * QUIRK unreachable-media-address: what cannot be an address for us means where the signalling comes from. That also
 * keeps a device from having us connect to our own loopback, or into our network from outside of it.
 */
export function reachableAddress(told: string, device: string, tolerate: Tolerate): string {
  if (!cannotBe(told, device)) return told;
  if (tolerate('unreachable-media-address')) return device;
  throw new PlayError(502, 'bad-answer', 'The media address in the answer of the device cannot be reached.');
}

function cannotBe(told: string, device: string): boolean {
  if (isIP(told) === 0 || told === '0.0.0.0' || told === '::') return true;
  if (isIn(loopback, device)) return false;
  if (isIn(loopback, told)) return true;
  return isIn(behindRouters, told) && !isIn(behindRouters, device);
}
