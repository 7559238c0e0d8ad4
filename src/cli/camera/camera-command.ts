import { lookup } from 'node:dns/promises';
import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { createLogger } from '../../base/log.ts';
import { ConfigError } from '../../config/load.ts';
import type { Faults } from '../../engine/binding.d.ts';
import { type CameraQuirk, cameraQuirks, isCameraQuirk } from '../../gb28181/agent/camera-quirks.ts';
import type { MediaTransport } from '../../gb28181/ports.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { consoleHelp, runConsoleLine } from './camera-console.ts';
import { type AudioCodec, CameraFleet, type VideoCodec } from './camera-fleet.ts';

type Values = Record<string, string | boolean | string[] | undefined>;

/** `guanlan camera`: registers cameras and sends until a signal comes. */
export function cameraCommand(): Command {
  return new Command('camera')
    .requiredOption('--server <host:port>', 'SIP address of the platform')
    .requiredOption('--server-id <id>', '20-digit ID of the platform')
    .requiredOption('--password <password>', 'password of the cameras')
    .option('--domain <domain>', 'SIP domain; default: the first ten digits of the platform’s ID')
    .option('--count <number>', 'cameras', '1')
    .option('--channels <number>', 'channels of each camera', '1')
    .option('--first-id <id>', '20-digit ID of the first camera', '34020000001320000001')
    .addOption(new Option('--transport <way>', 'SIP transport').choices(['udp', 'tcp']).default('udp'))
    .addOption(new Option('--video <codec>', 'picture').choices(['H264', 'H265']).default('H264'))
    .addOption(new Option('--audio <codec>', 'sound').choices(['PCMA', 'AAC', 'none']).default('PCMA'))
    .addOption(
      new Option('--sound-transport <way>', 'how loudspeakers ask for sound, from the camera’s side')
        .choices(['udp', 'tcp-passive', 'tcp-active'])
        .default('udp'),
    )
    .addOption(new Option('--sound-format <format>', 'of sound to it').choices(['audio', 'ps']).default('audio'))
    .option('--keepalive <seconds>', 'interval of reports', '60')
    .option('--seed <number>', 'seed of the faults', '1')
    .option('--loss <rate>', 'RTP packets lost, 0 to 1')
    .option('--reorder <rate>', 'RTP packets delayed behind later ones, 0 to 1')
    .option('--duplicate <rate>', 'RTP packets sent twice, 0 to 1')
    .option('--wrong-ssrc', 'send with another SSRC than agreed')
    .option('--silence-after <ms>', 'send nothing more after this time')
    .option('--split-writes', 'over TCP: tiny writes that split headers')
    .addOption(new Option('--edition <year>', 'of GB/T 28181 that they know').choices(['2016', '2022']).default('2022'))
    .option('--quirk <name>', 'something that they do wrong, see below; may be given several times', collected, [])
    .addHelpText('after', help)
    .action(camera);
}

async function camera(values: Values): Promise<void> {
  const text = (name: string) => String(values[name]);
  const serverId = text('serverId');
  const { host, port } = serverOf(text('server'));
  const { address } = await lookup(host);
  const fleet = new CameraFleet({
    server: {
      id: serverId,
      domain: values['domain'] ? text('domain') : serverId.slice(0, 10),
      address,
      port,
    },
    password: text('password'),
    count: whole(values, 'count'),
    firstId: text('firstId'),
    channelsPerDevice: whole(values, 'channels'),
    transport: text('transport') === 'tcp' ? 'tcp' : 'udp',
    video: text('video') as VideoCodec,
    audio: text('audio') as AudioCodec,
    soundTransport: text('soundTransport') as MediaTransport,
    soundFormat: text('soundFormat') === 'ps' ? 'ps' : 'audio',
    keepaliveSeconds: whole(values, 'keepalive'),
    faults: faultsOf(values),
    device: {
      edition: text('edition') === '2016' ? '2016' : '2022',
      quirks: values['quirk'] as CameraQuirk[],
    },
    log: createLogger({ level: 'warn', pretty: false }),
  });
  stopOnSignal(() => fleet.stop());
  await fleet.start();
  process.stderr.write(`${fleet.deviceIds().length} cameras are registered; type help, stop with Ctrl-C.\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await runConsoleLine(line, fleet.agents);
    if (answer) process.stdout.write(`${answer}\n`);
  }
}

/** One line for each quirk and each command of the standard input. */
function help(): string {
  const width = Math.max(...Object.keys(cameraQuirks).map((name) => name.length));
  const quirks = Object.entries(cameraQuirks).map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
  return `\nQuirks:\n${quirks.join('\n')}\n\nLines on the standard input, with cameras and channels counted from 1:\n${consoleHelp()}`;
}

function collected(name: string, before: CameraQuirk[]): CameraQuirk[] {
  if (!isCameraQuirk(name)) throw new ConfigError(`--quirk ${name}: there is none of that name; see camera --help.`);
  return [...before, name];
}

function serverOf(text: string): { host: string; port: number } {
  const [, ipv6, name, port = '5060'] = /^(?:\[([^\]\s]+)\]|([^:\s]+))(?::([0-9]{1,5}))?$/.exec(text) ?? [];
  const host = ipv6 ?? name;
  const number = Number(port);
  if (!host || number < 1 || number > 65_535)
    throw new ConfigError('--server is the SIP address of the platform as host:port, such as 192.0.2.1:5060.');
  return { host, port: number };
}

function whole(values: Values, name: string): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new ConfigError(`--${name} must be a whole number of at least 1.`);
  return number;
}

function rate(values: Values, name: string): number {
  const number = Number(values[name] ?? 0);
  if (!(number >= 0 && number <= 1)) throw new ConfigError(`--${name} must be between 0 and 1.`);
  return number;
}

function faultsOf(values: Values): Faults {
  return {
    seed: Number(values['seed'] ?? 1),
    loss: rate(values, 'loss'),
    reorder: rate(values, 'reorder'),
    duplicate: rate(values, 'duplicate'),
    wrongSsrc: values['wrongSsrc'] === true,
    splitWrites: values['splitWrites'] === true,
    ...(values['silenceAfter'] !== undefined && { silenceAfterMs: Number(values['silenceAfter']) }),
  };
}
