import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './load.ts';

export interface Secrets {
  /** Signs play URLs. */
  playKey: string;
  /** Signs sessions. */
  sessionKey: string;
  /** Shared password of devices, unless the configuration has one. */
  sipPassword: string;
}

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/** Reads the secrets of a data folder; makes them at the first start. Nothing has a default that others know. */
export function loadSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  mkdirSync(dataFolder, { recursive: true, mode: ownerOnlyFolder });
  const secrets: Secrets = {
    playKey: randomBytes(32).toString('base64url'),
    sessionKey: randomBytes(32).toString('base64url'),
    sipPassword: readablePassword(),
  };
  // Whole or not at all: a process that is killed now leaves no half of a file behind.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: ownerOnly });
  renameSync(draft, file);
  return secrets;
}

/** An empty key would let everybody sign. */
function readSecrets(file: string): Secrets {
  let content: Partial<Secrets>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new ConfigError(`The secrets in ${file} cannot be read: ${(error as Error).message}`);
  }
  const { playKey, sessionKey, sipPassword } = content;
  if (!playKey || !sessionKey || !sipPassword)
    throw new ConfigError(`The secrets in ${file} are incomplete; remove the file to have new ones made.`);
  return { playKey, sessionKey, sipPassword };
}

/** 16 characters without those that are mistaken for others: 80 bits. */
export function readablePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
}
