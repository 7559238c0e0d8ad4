import { Command, Option } from 'commander';
import { ConfigError } from '../../config/load.ts';
import { evaluate, reportText } from './bench-report.ts';
import { measure, type Wanted } from './measurement.ts';
import { cameraPacketsPerSecond, maxPacketsPerSecond, minPacketsPerSecond } from './synthetic-camera.ts';

type Values = Record<string, string | boolean | undefined>;

const maxStreams = 10_000;
const maxSeconds = 3600;

const explained = `
Cameras (1080p25 with G.711A, RTP/PS) and receivers run as two processes on this machine, with the same engine and the
platform's defaults; nobody watches, but one player that measures.

  sent, received   while all cameras send; lost and frames over the whole run, in which every camera sends whole groups
                   of pictures, so that what must arrive is known
  CPU              of the receiving process, all threads. What loopback does for a packet on its way to the receiver's
                   socket is the sender's
  delay            from a picture's last packet being sent to its last byte at a player of the receiving process. A second
                   player at the sending process gives the moment of sending

It fails when frames are missing that no loss explains, or packets that the kernel does not count as dropped.`;

/** `guanlan bench`: the receive path on the user's own machine. */
export function benchCommand(): Command {
  const command = new Command('bench')
    .description('Measures on this machine how many packets the receive path takes, at what cost and delay.')
    .option('--streams <number>', 'cameras', '100')
    .option(
      '--rate <packets/s>',
      `packets of one camera in a second, by larger or smaller pictures (default: 4 Mbit/s, about ${cameraPacketsPerSecond})`,
    )
    .addOption(new Option('--transport <way>', 'of the media').choices(['udp', 'tcp']).default('udp'))
    .option('--seconds <number>', 'how long all cameras send together', '10')
    .option('--json', 'print JSON')
    .addHelpText('after', explained);
  return command.action(async (values: Values) => {
    const wanted = wantedOf(values);
    if (!values['json'])
      process.stderr.write(`Starting ${wanted.streams} cameras; the result comes in about ${wanted.seconds + 5} s.\n`);
    const report = evaluate(wanted, await measure(wanted));
    process.stdout.write(values['json'] ? `${JSON.stringify(report, null, 2)}\n` : reportText(wanted, report));
    if (report.faults.length > 0) command.error(`The result is wrong: ${report.faults.join('; ')}.`);
  });
}

export function wantedOf(values: Values): Wanted {
  return {
    streams: whole(values, 'streams', 1, maxStreams),
    packetsPerSecond:
      values['rate'] === undefined
        ? cameraPacketsPerSecond
        : whole(values, 'rate', minPacketsPerSecond, maxPacketsPerSecond),
    transport: values['transport'] === 'tcp' ? 'tcp' : 'udp',
    seconds: whole(values, 'seconds', 1, maxSeconds),
  };
}

function whole(values: Values, name: string, min: number, max: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new ConfigError(`--${name} must be a whole number from ${min} to ${max}, not "${values[name]}".`);
}
