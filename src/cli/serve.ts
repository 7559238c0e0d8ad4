import { networkInterfaces } from 'node:os';
import type { Command } from 'commander';
import { misspeltVariables } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { Guanlan } from '../main.ts';
import { configCommand, configOf } from './options.ts';
import { stopOnSignal } from './stop-on-signal.ts';

export function serveCommand(): Command {
  const command = configCommand('serve').description('Runs the platform until SIGTERM or SIGINT.');
  return command.action(async () => {
    const config = configOf(command);
    for (const hint of misspeltVariables(process.env)) process.stderr.write(`${hint}\n`);
    await serve(config);
  });
}

/** Starts the platform and stops it in order on the first signal; the second one ends it at once. */
export async function serve(config: Config): Promise<Guanlan> {
  const guanlan = await Guanlan.start(config);
  process.stderr.write(greeting(guanlan));
  process.on('uncaughtExceptionMonitor', (error) => guanlan.log.fatal({ err: error }, 'unforeseen error'));
  stopOnSignal(() => {
    guanlan.log.info('stopping');
    return guanlan.stop();
  });
  return guanlan;
}

/** What an operator needs first: where the console is, how to log in, what to enter into a device. */
export function greeting(guanlan: Guanlan): string {
  const { config, firstLogin } = guanlan;
  const address = reachableAddress(config.http.host);
  const lines = [
    '',
    `  Console      http://${bracketed(address)}:${guanlan.httpPort}/`,
    ...(firstLogin ? [`  First login  ${firstLogin.name} / ${firstLogin.password}   (shown this once)`] : []),
    `  Devices      SIP server ${reachableAddress(config.sip.host)}:${guanlan.sipPort} (UDP and TCP), ID ${config.sip.id}, domain ${guanlan.sipDomain},`,
    `               password ${config.sip.password ? 'as configured' : guanlan.sipPassword}`,
    `  API          http://${bracketed(address)}:${guanlan.httpPort}/api/docs`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** An address that others can reach us at, when all are listened on. */
function reachableAddress(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host;
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  return outward?.address ?? '127.0.0.1';
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
