import { lookup } from 'node:dns/promises';
import { createLogger } from '../../base/log.ts';
import type { Faults } from '../../engine/binding.d.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { type AudioCodec, CameraFleet, type VideoCodec } from './camera-fleet.ts';

type Values = Record<string, string | boolean | undefined>;

/** `guanlan camera`: registers cameras and sends until a signal comes. */
export async function cameraCommand(values: Values): Promise<void> {
  const text = (name: string) => String(values[name]);
  const serverId = text('serverId');
  const [host, port] = text('server').split(':');
  const { address } = await lookup(host ?? '');
  const fleet = new CameraFleet({
    server: {
      id: serverId,
      domain: values['domain'] ? text('domain') : serverId.slice(0, 10),
      address,
      port: Number(port ?? 5060),
    },
    password: text('password'),
    count: whole(values, 'count'),
    firstId: text('firstId'),
    channelsPerDevice: whole(values, 'channels'),
    transport: text('transport') === 'tcp' ? 'tcp' : 'udp',
    video: text('video') as VideoCodec,
    audio: text('audio') as AudioCodec,
    keepaliveSeconds: whole(values, 'keepalive'),
    faults: faultsOf(values),
    log: createLogger({ level: 'warn', pretty: false }),
  });
  stopOnSignal(() => fleet.stop());
  await fleet.start();
  process.stderr.write(`${fleet.deviceIds().length} cameras are registered; stop with Ctrl-C.\n`);
}

function whole(values: Values, name: string): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number of at least 1.`);
  return number;
}

function rate(values: Values, name: string): number {
  const number = Number(values[name] ?? 0);
  if (!(number >= 0 && number <= 1)) throw new Error(`--${name} must be between 0 and 1.`);
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
