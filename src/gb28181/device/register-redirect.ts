// Register redirect: GB/T 28181-2022 §9.1.2.3.
import { createHash } from 'node:crypto';

/** A node that a device registers with instead of us. */
export interface RedirectTarget {
  /** 20-digit ID of that platform. */
  id: string;
  address: string;
  port: number;
  /** How long the device shall stay with it; absent: as long as its registration with us would have run. */
  expiresSeconds?: number;
}

/** Decides for each registration whether the device belongs to another node; undefined: it stays. */
export type RegisterRedirect = (deviceId: string) => RedirectTarget | undefined;

interface Node {
  target: RedirectTarget | undefined;
  /** Told apart from other nodes by this. */
  name: string;
  share: number;
}

const nodePattern = /^(\d{20})@(\[[0-9A-Fa-f:.]+\]|[^@:*\s]+):(\d{1,5})(?:\*(\d{1,4}))?$/;
const kMaxNodes = 1000;

/**
 * Spreads devices over nodes by their shares: always the same device to the same node, and a node more or less moves no
 * more devices than it takes or leaves (rendezvous hashing). `nodes` is `ID@address:port`, `*share` behind it where that
 * is not 1, separated by blanks; undefined without nodes. Throws RangeError for text that is not of that form.
 */
export function redirectByShare(nodes: string, ownShare: number): RegisterRedirect | undefined {
  const others = nodes.split(/\s+/).filter(Boolean).map(readNode);
  if (others.length > kMaxNodes) throw new RangeError(`more than ${kMaxNodes} nodes`);
  if (others.length === 0) return undefined;
  const all = [{ target: undefined, name: '', share: ownShare }, ...others].filter(({ share }) => share > 0);
  return (deviceId) => {
    let best: Node | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const node of all) {
      const score = -node.share / Math.log(drawn(node.name, deviceId));
      if (score <= bestScore) continue;
      best = node;
      bestScore = score;
    }
    return best?.target;
  };
}

function readNode(text: string): Node {
  const [, id, address, port, share] = nodePattern.exec(text) ?? [];
  if (id === undefined || address === undefined || !(Number(port) > 0 && Number(port) < 65_536))
    throw new RangeError(`${text} is no node; give ID@address:port or ID@address:port*share`);
  return { target: { id, address, port: Number(port) }, name: `${id}@${address}:${port}`, share: Number(share ?? 1) };
}

/** The same number between 0 and 1 for the same node and device, as if drawn. */
function drawn(node: string, deviceId: string): number {
  const digest = createHash('sha1').update(`${node} ${deviceId}`).digest();
  return (digest.readUInt32BE(0) + 1) / (2 ** 32 + 1);
}
