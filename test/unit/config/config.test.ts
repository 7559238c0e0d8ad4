import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configDocument } from '../../../src/config/document.ts';
import { ConfigError, loadConfig, misspeltVariables } from '../../../src/config/load.ts';
import { options } from '../../../src/config/schema.ts';
import { loadSecrets, readablePassword } from '../../../src/config/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'guanlan-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string): string {
  const path = join(folder, 'guanlan.yaml');
  writeFileSync(path, content);
  return path;
}

describe('loadConfig', () => {
  it('has a default for every option', () => {
    const config = loadConfig();
    expect(config.sip.port).toBe(5060);
    expect(config.media.transport).toBe('tcp-passive');
    for (const { schema, path } of options()) expect(schema.default, path.join('.')).not.toBeUndefined();
  });

  it('lets flags win over the environment, that over the file, that over defaults', () => {
    const sources = {
      file: file('sip:\n  port: 1\n  domain: "3402000000"\nhttp:\n  port: 2\n'),
      env: { GUANLAN_SIP_PORT: '3', GUANLAN_HTTP_PORT: '4' },
      flags: { 'sip.port': '5' },
    };
    const config = loadConfig(sources);
    expect([config.sip.port, config.http.port, config.sip.domain]).toEqual([5, 4, '3402000000']);
  });

  it('reads booleans, lists and camel case names from the environment', () => {
    const env = {
      GUANLAN_LOG_PRETTY: 'true',
      GUANLAN_HTTP_CORS_ORIGINS: 'https://a, https://b',
      GUANLAN_STOP_DRAIN_MS: '5',
    };
    const config = loadConfig({ env });
    expect(config.log.pretty).toBe(true);
    expect(config.http.corsOrigins).toEqual(['https://a', 'https://b']);
    expect(config.stopDrainMs).toBe(5);
  });

  it.each([
    ['an unknown key, with the nearest one', 'sip:\n  prot: 5060\n', /sip\.prot.*sip\.port/],
    ['a value out of its range, with the range', 'sip:\n  port: 70000\n', /sip\.port.*0 to 65535/],
    ['a word that is not allowed, with those that are', 'media:\n  mode: many\n', /media\.mode.*range, single/],
    ['an ID that is not 20 digits', 'sip:\n  id: "123"\n', /sip\.id/],
    ['a range without a pair of ports', 'media:\n  portMin: 5\n  portMax: 5\n', /no pair of ports/],
    ['a time zone that nobody knows', 'sip:\n  timeZone: Asia/Peking\n', /sip\.timeZone.*Asia\/Shanghai/],
    ['one end alone left to the system', 'media:\n  portMin: 0\n', /portMin \(0\).*portMax \(39999\).*both 0/],
    ['the other end alone left to the system', 'media:\n  portMax: 0\n', /both 0/],
    ['a name to receive on', 'media:\n  host: foo\n', /media\.host \(foo\).*0\.0\.0\.0/],
    ['an address with a zone to receive on', 'media:\n  host: fe80::1%lo\n', /media\.host/],
    ['a URL that is none', 'http:\n  publicUrl: foo\n', /http\.publicUrl \(foo\).*https:/],
    ['a URL of no web server', 'http:\n  publicUrl: ftp://a.example\n', /http\.publicUrl/],
    ['a URL with a query', 'http:\n  publicUrl: https://a.example/?x=1\n', /http\.publicUrl/],
    ['an address with a port', 'sip:\n  advertisedAddress: 192.0.2.1:5060\n', /sip\.advertisedAddress.*without a port/],
    ['an address that is none', 'media:\n  address: 300.0.2.1\n', /media\.address \(300\.0\.2\.1\)/],
    ['two faults, both told', 'media:\n  host: foo\nhttp:\n  publicUrl: foo\n', /media\.host[\s\S]*http\.publicUrl/],
    ['a section that is none', 'sip: 5060\n', /sip must be object/],
    ['a file that is a list', '- a\n', /options by name/],
  ])('refuses %s', (_what, content, message) => {
    const load = () => loadConfig({ file: file(content) });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(message);
  });

  it('refuses a flag and a variable of the wrong type', () => {
    expect(() => loadConfig({ flags: { 'sip.prt': '1' } })).toThrow(/--sip\.prt.*sip\.port/);
    expect(() => loadConfig({ env: { GUANLAN_SIP_PORT: 'x' } })).toThrow(/GUANLAN_SIP_PORT must be a whole number/);
    expect(() => loadConfig({ env: { GUANLAN_LOG_PRETTY: 'yes' } })).toThrow(/true or false/);
  });

  it('refuses a section that is none, also when a flag goes into it', () => {
    for (const content of ['sip: 5060\n', 'sip: [5060]\n', 'sip: yes\n']) {
      const load = () => loadConfig({ file: file(content), flags: { 'sip.port': '1' } });
      expect(load, content).toThrow(ConfigError);
      expect(load, content).toThrow(/sip must hold options by name/);
    }
  });

  it.each([
    ['http.publicUrl', 'https://video.example.org/guanlan/'],
    ['media.host', '::1'],
    ['media.address', 'media.example.org'],
    ['sip.advertisedAddress', '2001:db8::1'],
    ['sip.advertisedAddress', '192.0.2.1'],
  ])('takes %s %s', (name, value) => {
    expect(() => loadConfig({ flags: { [name]: value } })).not.toThrow();
  });

  it('leaves the ports to the system when both ends of the range are 0', () => {
    expect(loadConfig({ flags: { 'media.portMin': '0', 'media.portMax': '0' } }).media.portMax).toBe(0);
  });

  it.each(['Asia/Urumqi', 'UTC', 'system', 'none'])('takes the time zone %s', (timeZone) => {
    expect(loadConfig({ flags: { 'sip.timeZone': timeZone } }).sip.timeZone).toBe(timeZone);
  });

  it('hints at misspelt variables, and lets those of an orchestrator be', () => {
    const env = { GUANLAN_SIP_PROT: '1', GUANLAN_SERVICE_HOST: '10.0.0.1', GUANLAN_SIP_PORT: '1', PATH: '/bin' };
    expect(misspeltVariables(env)).toEqual([
      'The variable GUANLAN_SIP_PROT means nothing. Did you mean GUANLAN_SIP_PORT?',
    ]);
    expect(loadConfig({ env }).sip.port).toBe(1);
  });

  it('names a file that is not there', () => {
    expect(() => loadConfig({ file: join(folder, 'none.yaml') })).toThrow(/none\.yaml cannot be read/);
  });
});

it('documents every option in README.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../src/config/README.md'), 'utf8');
  expect(page).toBe(configDocument());
});

describe('secrets', () => {
  it('are made once, readable by their owner only', () => {
    const data = join(folder, 'data');
    const made = loadSecrets(data);
    expect(loadSecrets(data)).toEqual(made);
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(loadSecrets(join(folder, 'other'))).not.toEqual(made);
  });

  it.each([
    ['half a file', '{"playKey": "x'],
    ['an empty key', JSON.stringify({ playKey: '', sessionKey: 'b', sipPassword: 'c' })],
    ['a missing key', JSON.stringify({ playKey: 'a', sipPassword: 'c' })],
  ])('are refused with %s, so that nobody signs with nothing', (_what, content) => {
    const data = mkdtempSync(join(folder, 'secrets-'));
    writeFileSync(join(data, 'secrets.json'), content);
    expect(() => loadSecrets(data)).toThrow(ConfigError);
  });

  it('has passwords of 80 bits that can be read aloud', () => {
    const some = new Set(Array.from({ length: 100 }, readablePassword));
    expect(some.size).toBe(100);
    for (const password of some) expect(password).toMatch(/^[a-hjkmnp-z2-9i]{16}$/);
  });
});
