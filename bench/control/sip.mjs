// Registrations with digest and keepalives: the whole platform, and a bare echo of as many datagrams.
import { startNode } from '../flow/processes.mjs';
import { SipLoad } from './sip-load.mjs';

const devices = 2000;
const keepalives = 10_000;
const echoes = 10_000;
const password = 'a password of the benchmark';
/** A registration is two requests. */
const messagesOf = { register: 2 * devices, keepalive: keepalives, echo: echoes };

/** One run in a process of its own; `cpuNs` is per message that came in. Throws when anything was not as it should. */
export async function signalOnce(subject) {
  const child = startNode(subject === 'echo' ? '../control/echo.mjs' : '../control/platform.mjs');
  const load = new SipLoad(await child.call('open', { password }));
  await load.open();
  try {
    const work = {
      register: () => load.many(devices, (i) => load.register(i, password)),
      keepalive: () => load.many(keepalives, (i) => load.keepalive(i % devices)),
      echo: () => load.many(echoes, () => load.echo()),
    };
    // Keepalives need registered devices, and everything compiled code.
    if (subject !== 'echo') await work.register();
    await work[subject]();
    await child.call('start');
    await work[subject]();
    const result = await child.call('finish');
    await child.call('close');
    return { fault: faultOf(subject, result), cpuNs: result.cpuNs / messagesOf[subject] };
  } finally {
    load.close();
    await child.end();
  }
}

function faultOf(subject, { packets, accepted, keepalives: heard, devicesOnline }) {
  if (subject === 'echo') return packets === echoes ? '' : `${packets} datagrams came, not ${echoes}`;
  const registered = subject === 'register' ? 3 * devices : devices;
  if (accepted !== registered || devicesOnline !== devices)
    return `${accepted} registrations were accepted, not ${registered}, and ${devicesOnline} devices are online, not ${devices}`;
  return subject === 'keepalive' && heard !== 2 * keepalives
    ? `${heard} keepalives were heard, not ${2 * keepalives}`
    : '';
}
