import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { version } from '../../../src/base/version.ts';
import { renewAdminPassword } from '../../../src/cli/admin-password.ts';
import { run } from '../../../src/cli/main.ts';
import { configOf, withConfigFlags } from '../../../src/cli/options.ts';
import { configDocument } from '../../../src/config/document.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { AccountStore } from '../../../src/storage/account-store.ts';
import { openDatabase } from '../../../src/storage/database.ts';

const camera = 'camera --server 127.0.0.1 --server-id 34020000002000000001 --password x'.split(' ');
let folder: string;
let out: string;
let err: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-cli-'));
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('run', () => {
  it('lists every command with what it does', async () => {
    expect(await run(['--help'])).toBe(0);
    for (const name of ['serve', 'demo', 'camera', 'bench', 'doctor', 'admin-password'])
      expect(out).toMatch(`  ${name} `);
  });

  it('refuses a command that does not exist', async () => {
    expect(await run(['sreve'])).not.toBe(0);
    expect(err).toContain("unknown command 'sreve'");
  });

  it('shows every option of serve with its default and variable', async () => {
    expect(await run(['serve', '--help'])).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Port for UDP and TCP; 0 lets the system choose. (5060; GUANLAN_SIP_PORT)',
    );
  });

  it('shows the same as help of the command', async () => {
    expect(await run(['serve', '--help'])).toBe(0);
    const shown = out;
    out = '';
    expect(await run(['help', 'serve'])).toBe(0);
    expect(out).toBe(shown);
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toBe(0);
    expect(out).toBe(`${version}\n`);
  });

  it('tells a wrong option without a stack, and fails', async () => {
    expect(await run(['doctor', '--sip.port', 'many'])).toBe(1);
    expect(err).toBe('--sip.port must be a whole number, not "many".\n');
    expect(await run(['serve', '--sip.prot', '1'])).toBe(1);
    expect(err).toContain('--sip.prot');
  });

  it('prints the documents', async () => {
    expect(await run(['config-document'])).toBe(0);
    expect(out).toBe(configDocument());
    out = '';
    expect(await run(['openapi-document'])).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.0', info: { title: 'Guanlan' } });
  });

  it('gives the administrator a new password', async () => {
    await (await openDatabase(join(folder, 'guanlan.db'))).destroy();
    expect(await run(['admin-password', '--data', folder])).toBe(0);
    const [, password] = /^admin \/ (\S+)\n$/.exec(out)!;
    const db = await openDatabase(join(folder, 'guanlan.db'));
    const accounts = new AccountStore(db, () => 0);
    expect(await accounts.checkPassword('admin', password!)).toBe(true);
    await renewAdminPassword(loadConfig({ flags: { data: folder } }));
    expect(await accounts.checkPassword('admin', password!)).toBe(false);
    await db.destroy();
  });
});

describe('mistakes', () => {
  it.each([
    [['admin-password', '--data', '/nowhere'], 'There is no database /nowhere/guanlan.db'],
    [[...camera, '--count', 'abc'], '--count must be a whole number'],
    [[...camera, '--loss', '2'], '--loss must be between 0 and 1'],
    [[...camera, '--server', '127.0.0.1:abc'], '--server is the SIP address'],
    [['demo', '--cameras', '0'], '--cameras must be a whole number from 1 to'],
    [['demo', '--host', '::1'], '--host must be an IPv4 address'],
  ])('%j is told without a stack', async (argv, text) => {
    expect(await run(argv)).toBe(1);
    expect(err).toContain(text);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('flags', () => {
  const parse = (argv: string[], env: Record<string, string> = {}) => {
    const command = withConfigFlags(new Command('x')).exitOverride();
    command.parse(argv, { from: 'user' });
    return configOf(command, env);
  };

  it('become the configuration, above environment and file', () => {
    const file = join(folder, 'guanlan.yaml');
    writeFileSync(file, 'sip:\n  port: 1\nhttp:\n  port: 2\n  host: 192.0.2.1\n');
    const config = parse(['--config', file, '--sip.port', '3'], { GUANLAN_HTTP_PORT: '4', GUANLAN_SIP_PORT: '5' });
    expect([config.sip.port, config.http.port, config.http.host]).toEqual([3, 4, '192.0.2.1']);
  });

  it('switch booleans with and without a word', () => {
    expect(parse(['--log.pretty']).log.pretty).toBe(true);
    expect(parse(['--log.pretty', 'false'], { GUANLAN_LOG_PRETTY: 'true' }).log.pretty).toBe(false);
  });

  it('take lists', () => {
    const { corsOrigins } = parse(['--http.corsOrigins', 'https://a, https://b']).http;
    expect(corsOrigins).toEqual(['https://a', 'https://b']);
  });
});
