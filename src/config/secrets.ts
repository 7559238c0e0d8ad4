import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  /** Signs play URLs. */
  playKey: string;
  /** Signs sessions. */
  sessionKey: string;
  /** Shared password of devices, unless the configuration has one. */
  sipPassword: string;
}

const ownerOnly = 0o600;

/** Reads the secrets of a data folder; makes them at the first start. Nothing has a default that others know. */
export function loadSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  mkdirSync(dataFolder, { recursive: true });
  const secrets: Secrets = {
    playKey: randomBytes(32).toString('base64url'),
    sessionKey: randomBytes(32).toString('base64url'),
    sipPassword: readablePassword(),
  };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: ownerOnly });
  return secrets;
}

/** 16 characters without those that are mistaken for others: 80 bits. */
export function readablePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
}
