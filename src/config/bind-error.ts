import { ConfigError } from './load.ts';
import type { Config } from './schema.ts';

/** Where something listens: `<section>.host` and `<section>.port`. */
type Section = 'http' | 'sip' | 'media';

/** Runs what opens a port; when the system refuses, the error names the options and what to do about them. */
export async function opening<T>(section: Section, config: Config, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const fault = faultOf(section, config[section], error as { code?: unknown });
    if (fault === undefined) throw error;
    throw new ConfigError(`Guanlan cannot start: ${fault}`, { cause: error });
  }
}

function faultOf(section: Section, { host, port }: { host: string; port: number }, { code }: { code?: unknown }) {
  switch (code) {
    case 'EADDRINUSE':
    case 'GL_ERR_PORT_IN_USE':
      return `another program listens on port ${port} of ${host} (${section}.port, ${section}.host). Stop it, or choose another port with --${section}.port.`;
    case 'EACCES':
      return `this user may not listen on port ${port} (${section}.port). Choose one above 1023 with --${section}.port, or grant CAP_NET_BIND_SERVICE.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} (${section}.host) is no address of this machine. Give one that it has, or 0.0.0.0 for all of them.`;
    default:
      return undefined;
  }
}
