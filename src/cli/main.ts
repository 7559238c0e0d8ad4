import { Command, CommanderError } from 'commander';
import { version } from '../base/version.ts';
import { ConfigError } from '../config/load.ts';

/** Commands by name; a command's module, and all that it needs, is loaded only when it is called. */
const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  serve: {
    summary: 'run the platform',
    load: async () => (await import('./serve.ts')).serveCommand(),
  },
  demo: {
    summary: 'run the platform with simulated cameras, on this machine only',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  camera: {
    summary: 'simulate GB/T 28181 cameras against any platform',
    load: async () => (await import('./camera/camera-command.ts')).cameraCommand(),
  },
  bench: {
    summary: 'measure the receive path on this machine',
    load: async () => (await import('./bench/bench-command.ts')).benchCommand(),
  },
  doctor: {
    summary: 'check whether the platform can run here, and what would hinder it',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  'admin-password': {
    summary: 'give the administrator a new password',
    load: async () => (await import('./admin-password.ts')).adminPasswordCommand(),
  },
  'config-document': {
    summary: 'print the page that documents every option',
    load: async () => (await import('./documents.ts')).configDocumentCommand(),
  },
  'openapi-document': {
    summary: 'print the OpenAPI document of the REST API',
    load: async () => (await import('./documents.ts')).openApiDocumentCommand(),
  },
};

/** Runs one command line; resolves with the exit code when the command did not keep the process alive. */
export async function run(argv: string[]): Promise<number> {
  const program = new Command('guanlan')
    .description('GB/T 28181 media and signalling platform in one process')
    .version(version)
    .exitOverride();
  const words = argv.filter((word) => !word.startsWith('-'));
  const called = words[0] === 'help' ? words[1] : words[0];
  for (const [name, { summary, load }] of Object.entries(commands)) {
    if (name === called) program.addCommand((await load()).exitOverride().summary(summary));
    else program.command(name).summary(summary).description(summary);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed its own: help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${describe(error)}\n`);
    return 1;
  }
}

/** What an operator can do something about comes without a stack. */
function describe(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? message : (stack ?? String(error));
}
