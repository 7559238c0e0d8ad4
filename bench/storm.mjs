// A whole city comes back: devices register at once and then report; prints what that costs, and fails when one is lost.
//   node bench/storm.mjs [--devices 10000] [--minutes 10] [--spread 1] [--keepalive 60] [--sockets 100] [--flood 0] [--cpu-prof DIR] [--json]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../src/cli/prepare.mjs';
import { startNode } from './flow/processes.mjs';

const password = 'a password of the storm';
/** All must be online within this. */
const kMaxOnlineMs = 60_000;
const kStepMs = 250;

/**
 * Resolves with the figures and with what is wrong with them. `spreadSeconds`: the time in which the devices come;
 * `minutes`: how long they report afterwards; `floodPerSecond`: datagrams of one source that floods meanwhile.
 */
export async function measureStorm(options) {
  const { devices, minutes, keepaliveSeconds, sockets, profile, tell } = options;
  const platform = startNode('../storm/platform.mjs', ['--expose-gc', ...(profile ? profileFlags(profile) : [])]);
  const fleet = startNode('../storm/fleet.mjs');
  try {
    const port = await platform.call('open', { password, devices, keepaliveSeconds });
    await fleet.call('open', { port, password, devices, sockets, keepaliveMs: keepaliveSeconds * 1000 });
    const empty = await platform.call('memory');
    const storm = await returning(platform, fleet, options);
    const reports = await reporting(platform, fleet, { minutes, tell });
    const full = await platform.call('memory');
    const figures = { devices, ...storm, ...reports, ...memoryOf(empty, full, devices) };
    if (profile) {
      await platform.call('leave');
      await platform.exited;
    }
    return { figures, faults: faultsOf(figures, minutes, keepaliveSeconds) };
  } finally {
    await platform.end();
    await fleet.end();
  }
}

async function returning(platform, fleet, { devices, spreadSeconds, floodPerSecond, tell }) {
  const [before, beganMs] = [await platform.call('counts'), performance.now()];
  await platform.call('lags');
  await fleet.call('storm', { spreadMs: spreadSeconds * 1000, floodPerSecond });
  const onlineMs = await reached(beganMs, kMaxOnlineMs, async () => {
    const { devicesOnline } = await platform.call('counts');
    tell(`${devicesOnline} online`);
    return devicesOnline === devices && (await fleet.call('counts')).online === devices;
  });
  const after = await platform.call('counts');
  const lags = await platform.call('lags');
  const registered = {
    registerMs: await fleet.call('latencies'),
    retransmitted: (await fleet.call('counts')).retransmitted,
  };
  const catalogsMs = await reached(beganMs, 2 * kMaxOnlineMs, async () => {
    const { catalogs } = await platform.call('counts');
    tell(`${catalogs} catalogs`);
    return catalogs >= devices;
  });
  const { catalogs } = await platform.call('counts');
  return {
    onlineMs,
    ...registered,
    stormCpuMs: Math.round(after.cpuMs - before.cpuMs),
    stormLagMs: rounded(lags),
    catalogs,
    catalogsMs,
  };
}

async function reporting(platform, fleet, { minutes, tell }) {
  const [before, beganMs] = [await platform.call('counts'), performance.now()];
  await platform.call('lags');
  for (let left = minutes * 60; left > 0; left -= 5) {
    await delay(Math.min(left, 5) * 1000);
    const { devicesOnline, offline } = await platform.call('counts');
    tell(`${devicesOnline} online, ${offline} times one went offline`);
  }
  const wallMs = performance.now() - beganMs;
  await fleet.call('stop');
  // The last answers are under way.
  await reached(performance.now(), 5000, async () => {
    const { keepalives, answered, refused, unanswered } = await fleet.call('counts');
    return keepalives === answered + refused + unanswered;
  });
  const [after, done] = [await platform.call('counts'), await fleet.call('counts')];
  return {
    minutes,
    ...(done.flooded > 0 && { flooded: done.flooded }),
    keepalives: done.keepalives,
    keepalivesAnswered: done.answered,
    keepalivesRefused: done.refused,
    keepalivesUnanswered: done.keepalives - done.answered - done.refused,
    reportCpuPercent: Number(((100 * (after.cpuMs - before.cpuMs)) / wallMs).toFixed(2)),
    reportLagMs: rounded(await platform.call('lags')),
    devicesOnline: after.devicesOnline,
    falseOfflines: after.offline,
    quirks: after.quirks,
  };
}

/** Milliseconds until `look` is true, null when it is not within that time. */
async function reached(sinceMs, maxMs, look) {
  for (;;) {
    if (await look()) return Math.round(performance.now() - sinceMs);
    if (performance.now() - sinceMs > maxMs) return null;
    await delay(kStepMs);
  }
}

function memoryOf(empty, full, devices) {
  return {
    rssMb: Math.round(full.rss / 2 ** 20),
    rssBytesPerDevice: Math.round((full.rss - empty.rss) / devices),
    heapBytesPerDevice: Math.round((full.heapUsed - empty.heapUsed) / devices),
  };
}

function faultsOf(figures, minutes, keepaliveSeconds) {
  const { onlineMs, devices, devicesOnline, falseOfflines, keepalivesUnanswered, keepalivesRefused } = figures;
  const faults = [
    [onlineMs === null, `not all ${devices} devices were online within ${kMaxOnlineMs} ms`],
    [devicesOnline !== devices, `${devicesOnline} of ${devices} devices are online at the end`],
    [falseOfflines > 0, `devices went offline ${falseOfflines} times`],
    [keepalivesUnanswered > 0 || keepalivesRefused > 0, 'keepalives were refused or not answered'],
    [minutes * 60 >= keepaliveSeconds && figures.keepalives === 0, 'no device reported'],
    [figures.catalogs < devices, `${figures.catalogs} of ${devices} catalogs were read`],
  ];
  return faults.filter(([wrong]) => wrong).map(([, text]) => text);
}

function rounded(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toFixed(1))]));
}

function profileFlags(folder) {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      devices: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
      spread: { type: 'string', default: '1' },
      keepalive: { type: 'string', default: '60' },
      sockets: { type: 'string', default: '100' },
      flood: { type: 'string', default: '0' },
      'cpu-prof': { type: 'string' },
      'no-build': { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  if (!values['no-build']) await prepare(['addon', 'typescript']);
  const { figures, faults } = await measureStorm({
    devices: Number(values.devices),
    minutes: Number(values.minutes),
    spreadSeconds: Number(values.spread),
    keepaliveSeconds: Number(values.keepalive),
    sockets: Number(values.sockets),
    floodPerSecond: Number(values.flood),
    profile: values['cpu-prof'],
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  const lines = Object.entries(figures).map(([name, value]) => `${name.padEnd(22)} ${JSON.stringify(value)}`);
  process.stdout.write(values.json ? `${JSON.stringify({ figures, faults })}\n` : `${lines.join('\n')}\n`);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
