import { mkdtempSync, rmSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { createLogger } from '../base/log.ts';
import { ConfigError, loadConfig } from '../config/load.ts';
import type { MediaTransport } from '../gb28181/ports.ts';
import { Guanlan } from '../main.ts';
import { type AudioCodec, CameraFleet, type VideoCodec } from './camera/camera-fleet.ts';
import { port } from './doctor.ts';
import { stopOnSignal } from './stop-on-signal.ts';

interface Scene {
  media: MediaTransport;
  sip: 'udp' | 'tcp';
  video: VideoCodec;
  audio: AudioCodec;
}

/** Every way that media can come, and both pictures. */
const scenes: Scene[] = [
  { media: 'udp', sip: 'udp', video: 'H264', audio: 'PCMA' },
  { media: 'tcp-passive', sip: 'tcp', video: 'H264', audio: 'PCMA' },
  { media: 'tcp-active', sip: 'udp', video: 'H264', audio: 'AAC' },
  { media: 'udp', sip: 'udp', video: 'H265', audio: 'PCMA' },
];
const maxCameras = 250;
const catalogPollMs = 100;
const catalogTimeoutMs = 15_000;

/** `guanlan demo`: the platform with an empty database of its own, and cameras that register with it. */
export function demoCommand(): Command {
  return new Command('demo')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--cameras <number>', 'simulated cameras for each way of sending', '1')
    .action(({ host, cameras }: { host: string; cameras: string }) => demo(checkedHost(host), checkedCount(cameras)));
}

function checkedHost(host: string): string {
  if (isIPv4(host)) return host;
  throw new ConfigError(`--host must be an IPv4 address of this machine, such as 127.0.0.1 or 0.0.0.0, not "${host}".`);
}

function checkedCount(cameras: string): number {
  const count = Number(cameras);
  if (Number.isInteger(count) && count >= 1 && count <= maxCameras) return count;
  throw new ConfigError(`--cameras must be a whole number from 1 to ${maxCameras}, not "${cameras}".`);
}

async function demo(host: string, camerasPerScene: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'guanlan-demo-'));
  process.once('exit', () => rmSync(data, { recursive: true, force: true }));
  const flags = {
    data,
    'log.level': 'warn',
    'http.host': host,
    'http.port': String(await freePort(['tcp'], host, 8080)),
    'sip.host': host,
    'sip.port': String(await freePort(['udp', 'tcp'], host, 5060)),
    'media.host': host,
  };
  const guanlan = await Guanlan.start(loadConfig({ flags }));
  const fleets: CameraFleet[] = [];
  const stop = async () => {
    await Promise.all(fleets.map((fleet) => fleet.stop()));
    await guanlan.stop();
  };
  stopOnSignal(stop);
  try {
    for (const [index, scene] of scenes.entries())
      fleets.push(await startFleet(guanlan, host, index, scene, camerasPerScene));
    await catalogsRead(guanlan, fleets);
  } catch (error) {
    await stop();
    throw error;
  }
  process.stdout.write(screen(guanlan, host, fleets));
}

async function startFleet(
  guanlan: Guanlan,
  host: string,
  index: number,
  scene: Scene,
  count: number,
): Promise<CameraFleet> {
  const { sip } = guanlan.config;
  const fleet = new CameraFleet({
    server: {
      id: sip.id,
      domain: sip.id.slice(0, 10),
      address: host === '0.0.0.0' ? '127.0.0.1' : host,
      port: guanlan.sipPort,
    },
    password: guanlan.sipPassword,
    count,
    firstId: `3402000000132000${index + 1}001`,
    channelsPerDevice: 1,
    transport: scene.sip,
    video: scene.video,
    audio: scene.audio,
    keepaliveSeconds: 30,
    log: createLogger({ level: 'error', pretty: false }),
  });
  for (const id of fleet.deviceIds()) await guanlan.gb28181.updateSettings(id, { mediaTransport: scene.media });
  await fleet.start();
  return fleet;
}

/** URLs are printed when they play. */
async function catalogsRead(guanlan: Guanlan, fleets: CameraFleet[]): Promise<void> {
  const wanted = fleets.reduce((sum, fleet) => sum + fleet.deviceIds().length, 0);
  const deadline = Date.now() + catalogTimeoutMs;
  let read = 0;
  guanlan.gb28181.on('catalog:updated', () => read++);
  while (read < wanted && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, catalogPollMs));
}

function screen(guanlan: Guanlan, host: string, fleets: CameraFleet[]): string {
  const base = `http://${host === '0.0.0.0' ? 'localhost' : host}:${guanlan.httpPort}`;
  const streams = fleets.map((fleet) => `${fleet.deviceId(0)}/${fleet.channelId(0)}`);
  const first = guanlan.playUrls(base, streams[0]!);
  const second = guanlan.playUrls(base, streams[1]!);
  const cameras = scenes.map(
    (scene, i) => `  ${streams[i]}  ${scene.video} + ${scene.audio}, media over ${scene.media}, SIP over ${scene.sip}`,
  );
  return `
Guanlan runs with ${fleets.reduce((sum, fleet) => sum + fleet.deviceIds().length, 0)} simulated cameras. Stop with Ctrl-C.

  Console   ${base}/#/wall?streams=${streams.slice(0, 3).join(',')}
  Log in    ${guanlan.firstLogin?.name} / ${guanlan.firstLogin?.password}
  API page  ${base}/api/docs

Play (ffplay, VLC, or a browser for MP4):
  FLV       ${first.flv}
  MP4       ${second.mp4}

Cameras
${cameras.join('\n')}
`;
}

/** The wished port, or any when somebody has it. */
async function freePort(protocols: ('udp' | 'tcp')[], host: string, wished: number): Promise<number> {
  const found = await Promise.all(protocols.map((protocol) => port('port', protocol, host, wished)));
  return found.every(({ state }) => state === 'ok') ? wished : 0;
}
