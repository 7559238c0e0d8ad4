import { type DestinationStream, type Logger, pino } from 'pino';

export interface LogOptions {
  level: string;
  pretty: boolean;
}

/** The process's logger; parts take a child with their name. Secrets are cut out wherever they stand. */
export function createLogger({ level, pretty }: LogOptions, destination?: DestinationStream): Logger {
  const redact = { paths: ['*.password', 'password', '*.authorization', 'authorization', '*.cookie'], censor: '[cut]' };
  if (!pretty) return destination ? pino({ level, redact }, destination) : pino({ level, redact });
  return pino({
    level,
    redact,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  });
}
