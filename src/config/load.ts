import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { type Config, configSchema, type Option, options } from './schema.ts';

/** Edits at which a name is still offered as what was meant, and at which it surely was. */
const maxNearDistance = 4;
const maxSlips = 2;
const hostLabel = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** A configuration that cannot be used; the message tells each fault, where it stands and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface ConfigSources {
  /** YAML or JSON file. */
  file?: string | undefined;
  env?: Record<string, string | undefined>;
  /** Flag without dashes -> text, e.g. { "sip.port": "5061" }. */
  flags?: Record<string, string>;
}

/** Flags win over the environment, that over the file, that over the defaults. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const known = options();
  const value = sources.file === undefined ? {} : readFile(sources.file);
  for (const option of known) {
    const text = sources.env?.[option.variable];
    if (text !== undefined) assign(value, option, text, option.variable);
  }
  for (const [name, text] of Object.entries(sources.flags ?? {})) {
    const option = known.find(({ path }) => path.join('.') === name);
    if (!option) throw new ConfigError(`There is no option --${name}.${nearest(name, known)}`);
    assign(value, option, text, option.flag);
  }
  return check(value, known);
}

function readFile(file: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(`The configuration file ${file} cannot be read: ${(error as Error).message}`);
  }
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw new ConfigError(`The configuration file ${file} must hold options by name, like "sip:\\n  port: 5060".`);
  return content as Record<string, unknown>;
}

/** Text from environment and flags becomes what the schema wants; what it cannot become is left for the check. */
function assign(target: Record<string, unknown>, option: Option, text: string, source: string): void {
  let place = target;
  for (const part of option.path.slice(0, -1)) {
    place[part] ??= {};
    if (typeof place[part] !== 'object' || Array.isArray(place[part]))
      throw new ConfigError(`${part} must hold options by name, like "sip:\n  port: 5060".`);
    place = place[part] as Record<string, unknown>;
  }
  place[option.path.at(-1)!] = convert(option, text, source);
}

function convert(option: Option, text: string, source: string): unknown {
  const { type } = option.schema;
  if (type === 'integer') {
    if (!/^-?\d+$/.test(text)) throw new ConfigError(`${source} must be a whole number, not "${text}".`);
    return Number(text);
  }
  if (type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw new ConfigError(`${source} must be true or false, not "${text}".`);
    return text === 'true';
  }
  return type === 'array' ? text.split(',').map((part) => part.trim()) : text;
}

function check(value: Record<string, unknown>, known: Option[]): Config {
  const complete = Value.Default(configSchema, value);
  if (Value.Check(configSchema, complete)) return validateTogether(complete);
  const faults = new Set<string>();
  for (const { instancePath, keyword, message } of Value.Errors(configSchema, complete)) {
    const name = instancePath.slice(1).replaceAll('/', '.');
    if (keyword === 'additionalProperties') continue;
    if (keyword === 'boolean') faults.add(`There is no option ${name}.${nearest(name, known)}`);
    else faults.add(`${name} ${message}${allowed(name, known)}`);
  }
  throw new ConfigError(`The configuration cannot be used:\n  ${[...faults].join('\n  ')}`);
}

/** What the schema cannot tell. */
function validateTogether(config: Config): Config {
  const { http, sip, media } = config;
  const checks: [boolean, string][] = [
    [
      media.mode !== 'range' || (media.portMin === 0) === (media.portMax === 0),
      `media.portMin (${media.portMin}) and media.portMax (${media.portMax}) are both 0, or none of them.`,
    ],
    [
      media.mode !== 'range' || media.portMin === 0 || media.portMax === 0 || media.portMax > media.portMin,
      `media.portMin (${media.portMin}) and media.portMax (${media.portMax}) leave no pair of ports for a stream.`,
    ],
    [
      isNumeric(media.host),
      `media.host (${media.host}) is no numeric address of this machine; 0.0.0.0 receives on all of them.`,
    ],
    [
      sip.advertisedAddress === '' || isHost(sip.advertisedAddress),
      `sip.advertisedAddress (${sip.advertisedAddress}) is no address and no host name; give what devices reach, without a port.`,
    ],
    [
      media.address === '' || isHost(media.address),
      `media.address (${media.address}) is no address and no host name; give what devices reach, without a port.`,
    ],
    [
      http.publicUrl === '' || isWebUrl(http.publicUrl),
      `http.publicUrl (${http.publicUrl}) is no URL of a web server; give one like https://video.example.org.`,
    ],
    [
      isTimeZone(sip.timeZone),
      `sip.timeZone (${sip.timeZone}) is no time zone; give an IANA name like Asia/Shanghai, system or none.`,
    ],
  ];
  const faults = checks.filter(([holds]) => !holds).map(([, fault]) => fault);
  if (faults.length > 0) throw new ConfigError(`The configuration cannot be used:\n  ${faults.join('\n  ')}`);
  return config;
}

/** A zone like that of fe80::1%eth0 is not understood everywhere that the address is used. */
function isNumeric(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** RFC 1123 §2.1: labels of letters, digits and hyphens; what ends in a number is a numeric address or nothing. */
function isHost(text: string): boolean {
  if (isNumeric(text)) return true;
  const labels = text.split('.');
  return text.length <= 253 && labels.every((label) => hostLabel.test(label)) && !/^\d+$/.test(labels.at(-1)!);
}

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && search === '' && hash === '';
}

function isTimeZone(name: string): boolean {
  if (name === 'system' || name === 'none') return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function allowed(name: string, known: Option[]): string {
  const schema = known.find(({ path }) => path.join('.') === name)?.schema;
  if (schema?.enum) return ` (one of ${schema.enum.join(', ')})`;
  if (schema?.minimum !== undefined) return ` (${schema.minimum} to ${schema.maximum})`;
  return '';
}

/**
 * Hints at variables that look like a misspelt option. They are no error: an orchestrator sets variables of its own for
 * a service that is called guanlan.
 */
export function misspeltVariables(env: Record<string, string | undefined>): string[] {
  const known = options().map(({ variable }) => variable);
  return Object.keys(env)
    .filter((name) => name.startsWith('GUANLAN_') && !known.includes(name))
    .flatMap((name) => {
      const near = known.find((candidate) => editDistance(name, candidate) <= maxSlips);
      return near ? [`The variable ${name} means nothing. Did you mean ${near}?`] : [];
    });
}

/** The option whose name differs least from a misspelt one. */
function nearest(name: string, known: Option[]): string {
  const names = known.map(({ path }) => path.join('.'));
  const distances = names.map((candidate) => ({ candidate, distance: editDistance(name, candidate) }));
  const best = distances.sort((a, b) => a.distance - b.distance)[0]!;
  return best.distance <= maxNearDistance
    ? ` Did you mean ${best.candidate}?`
    : ' See src/config/README.md for all of them.';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
