// Registrations with digest and keepalives: the whole platform beside a bare echo of as large datagrams, by turns.
import { startNode } from '../flow/processes.mjs';
import { SipLoad } from './sip-load.mjs';
import { isSteady, sliceResult } from './slices.mjs';

const devices = 2000;
const password = 'a password of the benchmark';
const maxRatio = 6;
/** Messages of one slice. A registration is two; many enough that each slice has its share of garbage collection. */
const messagesOf = { register: 2000, keepalive: 2000, echo: 4000 };
const warmUpMessages = 10_000;
/**
 * Pairs: until so many were steady, and no more than so many. The platform holds a request for 32 s (RFC 3261 §17.2.2) and
 * has room for 131,072: with the warm-up, all slices must fit.
 */
const full = { minPairs: 7, wanted: 13, most: 20 };
const quick = { minPairs: 1, wanted: 1, most: 5 };

/** The results `sip.register` and `sip.keepalive`. Rejects when anything was not as it should, and the number no number. */
export async function measureSip({ quick: isQuick = false } = {}) {
  const { minPairs, wanted, most } = isQuick ? quick : full;
  const platform = await Side.open('../control/platform.mjs');
  const echo = await Side.open('../control/echo.mjs').catch((error) =>
    platform.end().then(() => Promise.reject(error)),
  );
  try {
    for (const work of ['register', 'keepalive']) await platform.slice(work, warmUpMessages);
    await echo.slice('echo', 2 * warmUpMessages);
    const pairs = { register: [], keepalive: [] };
    const steady = (list) => list.filter(({ subject, floor }) => isSteady(subject, floor)).length;
    for (let i = 0; i < most; i++) {
      for (const [work, list] of Object.entries(pairs)) {
        if (steady(list) < wanted) list.push(await pairOf(platform, echo, work, i % 2 === 0));
      }
    }
    const about = {
      register: `SIP REGISTER with digest, ${devices} devices`,
      keepalive: `SIP keepalives, ${devices} devices`,
    };
    return Object.entries(pairs).map(([work, list]) =>
      sliceResult(list, { id: `sip.${work}`, work: about[work], maxRatio, minPairs }),
    );
  } finally {
    await platform.end();
    await echo.end();
  }
}

/** Which comes first alternates, so that neither always meets the warmer machine. */
async function pairOf(platform, echo, work, platformFirst) {
  const subject = () => platform.slice(work, messagesOf[work]);
  const floor = () => echo.slice('echo', messagesOf.echo);
  if (platformFirst) return { subject: await subject(), floor: await floor() };
  const first = await floor();
  return { subject: await subject(), floor: first };
}

/** A measured process and the load on it. */
class Side {
  #child;
  #load;

  static async open(file) {
    const side = new Side();
    side.#child = startNode(file);
    try {
      side.#load = new SipLoad(await side.#child.call('open', { password }));
      await side.#load.open();
      return side;
    } catch (error) {
      await side.end();
      throw error;
    }
  }

  async end() {
    this.#load?.close();
    await this.#child.end();
  }

  /** So many messages, each answered as it should be, and counted by the process as well as by the load. */
  async slice(work, messages) {
    const load = this.#load;
    const before = await this.#child.call('start');
    if (work === 'register') await load.many(messages / 2, (i) => load.register(i % devices, password));
    else if (work === 'keepalive') await load.many(messages, (i) => load.keepalive(i % devices));
    else await load.many(messages, () => load.echo());
    const { counts, ...slice } = await this.#child.call('finish');
    refuse(faultOf(work, messages, before, counts), work);
    return { ...slice, messages };
  }
}

function faultOf(work, messages, before, after) {
  const [name, expected] = {
    register: ['registrations', messages / 2],
    keepalive: ['keepalives', messages],
    echo: ['packets', messages],
  }[work];
  const done = after[name] - before[name];
  if (done !== expected) return `${done} ${name} were counted, not ${expected}`;
  const isOff = work !== 'echo' && after.devicesOnline !== devices;
  return isOff ? `${after.devicesOnline} devices are online, not ${devices}` : '';
}

/** A number from a run that went wrong is no number. */
function refuse(fault, what) {
  if (fault) throw new Error(`${what}: ${fault}.`);
}
