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
    if (subject === 'keepalive') await load.many(devices, (i) => load.register(i, password));
    await child.call('start');
    if (subject === 'register') await load.many(devices, (i) => load.register(i, password));
    else if (subject === 'keepalive') await load.many(keepalives, (i) => load.keepalive(i % devices));
    else await load.many(echoes, () => load.echo());
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
  if (accepted !== devices || devicesOnline !== devices)
    return `${accepted} registrations were accepted and ${devicesOnline} devices are online, not ${devices}`;
  return subject === 'keepalive' && heard !== keepalives ? `${heard} keepalives were heard, not ${keepalives}` : '';
}
