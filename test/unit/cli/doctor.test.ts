import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  dataFolder,
  descriptors,
  examine,
  nodeRelease,
  pictureDecoder,
  port,
  portRange,
  receiveBuffer,
  report,
} from '../../../src/cli/doctor.ts';
import { loadConfig } from '../../../src/config/load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['20.18.9', 'failure'],
  ['20.19.0', 'ok'],
  ['22.0.0', 'ok'],
  ['18.20.0', 'failure'],
])('finds Node %s: %s', (release, state) => {
  expect(nodeRelease(release).state).toBe(state);
});

describe('the data folder', () => {
  it('is fine when it is or can be made, and is not made by looking', () => {
    expect(dataFolder(folder)).toMatchObject({ state: 'ok', text: expect.stringContaining('no database yet') });
    writeFileSync(join(folder, 'guanlan.db'), '');
    expect(dataFolder(folder).text).toContain('has a database');
    expect(dataFolder(join(folder, 'a/b'))).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('can be made'),
    });
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  it('fails when nobody can write it', () => {
    expect(dataFolder('/proc/1/guanlan')).toMatchObject({ state: 'failure', advice: expect.any(String) });
  });
});

describe('ports', () => {
  it('are tried by binding, UDP and TCP apart', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: taken } = server.address() as { port: number };
    const finding = await port('http.port', 'tcp', '127.0.0.1', taken);
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining('change http.port') });
    await new Promise((resolve) => server.close(resolve));
    expect((await port('http.port', 'tcp', '127.0.0.1', taken)).state).toBe('ok');

    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    expect((await port('sip.port', 'udp', '127.0.0.1', socket.address().port)).state).toBe('failure');
    await new Promise<void>((resolve) => socket.close(() => resolve()));
  });

  it('of the range are enough for the streams, or not', () => {
    const of = (flags: Record<string, string>) => portRange(loadConfig({ flags })).state;
    expect(of({})).toBe('ok');
    expect(of({ 'media.portMin': '30000', 'media.portMax': '30099' })).toBe('warning');
    expect(of({ 'media.portMin': '30000', 'media.portMax': '30099', 'media.maxStreams': '50' })).toBe('ok');
    expect(of({ 'media.mode': 'single' })).toBe('ok');
    expect(of({ 'media.portMin': '0', 'media.portMax': '0' })).toBe('ok');
  });
});

describe('limits of the kernel', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'sys/net/core'), { recursive: true });
    mkdirSync(join(folder, 'self'));
  });

  it('grant the receive buffer, or not', () => {
    writeFileSync(join(folder, 'sys/net/core/rmem_max'), '212992\n');
    expect(receiveBuffer(212_992, folder).state).toBe('ok');
    const finding = receiveBuffer(4_194_304, folder);
    expect(finding).toMatchObject({ state: 'warning', advice: expect.stringContaining('net.core.rmem_max=4194304') });
    expect(receiveBuffer(1, join(folder, 'none')).state).toBe('warning');
  });

  it('allow as many open files as streams and viewers need', () => {
    const limits = (count: string) =>
      writeFileSync(join(folder, 'self/limits'), `Limit  Soft\nMax open files            ${count}   ${count}  files\n`);
    limits('1024');
    expect(descriptors(2000, 10_000, folder)).toMatchObject({
      state: 'warning',
      advice: expect.stringContaining('16200'),
    });
    limits('16200');
    expect(descriptors(2000, 10_000, folder).state).toBe('ok');
    limits('unlimited');
    expect(descriptors(2000, 10_000, folder).state).toBe('ok');
  });
});

it('finds the program that makes pictures, or tells what to install', () => {
  expect(pictureDecoder('ffmpeg')).toMatchObject({ state: 'ok', text: expect.stringMatching(/^ffmpeg \S+/) });
  for (const program of [join(folder, 'absent'), 'true'])
    expect(pictureDecoder(program)).toMatchObject({
      state: 'warning',
      advice: expect.stringContaining('apt-get install ffmpeg'),
    });
});

it('examines everything and reports line by line', async () => {
  const hosts = { 'http.host': '127.0.0.1', 'sip.host': '127.0.0.1', 'media.host': '127.0.0.1' };
  const ports = { 'http.port': '0', 'sip.port': '0', 'media.port': '0', 'media.mode': 'single' };
  const findings = await examine(loadConfig({ flags: { data: folder, ...hosts, ...ports } }));
  expect(findings).toHaveLength(13);
  expect(findings.filter(({ state }) => state === 'failure')).toEqual([]);
  expect(
    report([
      { state: 'warning', text: 'a', advice: 'b' },
      { state: 'ok', text: 'c' },
    ]),
  ).toBe('WARNING  a\n         b\nok       c\n');
});
