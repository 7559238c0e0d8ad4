import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { loadNative } from '../engine/native.ts';
import { databaseFile } from '../storage/database.ts';
import { configCommand, configOf } from './options.ts';

export interface Finding {
  state: 'ok' | 'warning' | 'failure';
  text: string;
  /** What to do about it. */
  advice?: string;
}

/** Where the kernel tells its limits; tests put files of their own in its place. */
const procFolder = '/proc';
/** Descriptors of the process beside streams and players. */
const ownDescriptors = 200;
/** A program that says nothing for so long does not work. */
const programTimeoutMs = 5000;
const minimumNode = [20, 19] as const;

export function doctorCommand(): Command {
  const command = configCommand('doctor').description(
    'Checks Node, engine, data folder, ports and kernel limits against the configuration. Fails when it cannot run.',
  );
  return command.action(async () => {
    const findings = await examine(configOf(command));
    process.stdout.write(report(findings));
    if (findings.some(({ state }) => state === 'failure')) command.error('Guanlan cannot run like this.');
  });
}

/** Everything that would keep the platform from running well, in the order in which to mend it. */
export async function examine(config: Config): Promise<Finding[]> {
  const { http, sip, media } = config;
  return [
    nodeRelease(process.versions.node),
    engine(),
    dataFolder(config.data),
    await port('http.port', 'tcp', http.host, http.port),
    await port('sip.port', 'udp', sip.host, sip.port),
    await port('sip.port', 'tcp', sip.host, sip.port),
    ...(media.mode === 'single' ? [await port('media.port', 'udp', media.host, media.port)] : []),
    ...(media.mode === 'single' ? [await port('media.port', 'tcp', media.host, media.port)] : []),
    portRange(config),
    receiveBuffer(media.receiveBufferBytes),
    descriptors(media.maxStreams, media.maxViewers),
    pictureDecoder(config.snapshots.ffmpeg),
    cores(),
  ];
}

export function report(findings: Finding[]): string {
  const marks = { ok: 'ok     ', warning: 'WARNING', failure: 'FAILURE' };
  return findings
    .map(({ state, text, advice }) => `${marks[state]}  ${text}\n${advice ? `         ${advice}\n` : ''}`)
    .join('');
}

export function nodeRelease(release: string): Finding {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  const enough = major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
  if (enough) return { state: 'ok', text: `Node ${release}` };
  return { state: 'failure', text: `Node ${release}`, advice: `Install Node ${minimumNode.join('.')} or newer.` };
}

function engine(): Finding {
  try {
    loadNative();
    return { state: 'ok', text: 'The native engine loads' };
  } catch (error) {
    return { state: 'failure', text: (error as Error).message };
  }
}

/** Looks and touches nothing: a folder that the wrong user made would be the fault that is looked for. */
export function dataFolder(folder: string): Finding {
  const path = resolve(folder);
  let existing = path;
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return {
      state: 'failure',
      text: `The data folder ${path} cannot be written: ${(error as Error).message}`,
      advice: 'Give its owner to the user that runs Guanlan, or choose another one with the option data.',
    };
  }
  if (existing !== path) return { state: 'ok', text: `The data folder ${path} can be made` };
  const known = existsSync(databaseFile(path)) ? 'has a database' : 'has no database yet';
  return { state: 'ok', text: `The data folder ${path} can be written and ${known}` };
}

/** Tries to bind, which is the only answer that counts. */
export function port(option: string, protocol: 'udp' | 'tcp', host: string, number: number): Promise<Finding> {
  const name = `${option} ${number}/${protocol} on ${host}`;
  return new Promise((resolvePromise) => {
    const done = (error?: NodeJS.ErrnoException) =>
      resolvePromise(
        error
          ? { state: 'failure', text: `${name}: ${error.message}`, advice: portAdvice(option, error) }
          : { state: 'ok', text: `${name} is free` },
      );
    if (protocol === 'tcp') {
      const server = createServer().once('error', done);
      server.listen({ host, port: number }, () => server.close(() => done()));
    } else {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').once('error', done);
      socket.bind(number, host, () => socket.close(() => done()));
    }
  });
}

function portAdvice(option: string, { code }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `Another process has it, perhaps Guanlan itself; stop that or change ${option}.`;
  if (code === 'EACCES') return `Ports below 1024 need a privilege; change ${option}.`;
  return `Change ${option} or its host.`;
}

export function portRange({ media: { mode, portMin, portMax, maxStreams } }: Config): Finding {
  if (mode === 'single') return { state: 'ok', text: 'All media comes on one port' };
  if (portMin === 0) return { state: 'ok', text: 'The system chooses media ports' };
  const pairs = Math.floor((portMax - portMin + 1) / 2);
  const text = `${pairs} media ports (media.portMin ${portMin} to media.portMax ${portMax})`;
  if (pairs >= maxStreams) return { state: 'ok', text };
  return {
    state: 'warning',
    text: `${text} are fewer than media.maxStreams (${maxStreams})`,
    advice: 'Each stream takes a pair of ports: widen the range, or take the single-port mode.',
  };
}

/** The kernel cuts what is asked for without a word; a burst of a key frame is lost then. */
export function receiveBuffer(wantedBytes: number, proc = procFolder): Finding {
  const limitBytes = Number(read(join(proc, 'sys/net/core/rmem_max')) ?? Number.NaN);
  if (Number.isNaN(limitBytes)) return { state: 'warning', text: 'The limit net.core.rmem_max cannot be read' };
  const text = `UDP receive buffers of ${wantedBytes} bytes (net.core.rmem_max ${limitBytes})`;
  if (limitBytes >= wantedBytes) return { state: 'ok', text };
  return {
    state: 'warning',
    text: `${text} are not granted; large key frames over UDP may lose packets`,
    advice: `sysctl -w net.core.rmem_max=${wantedBytes}, or let devices send over TCP.`,
  };
}

/** A stream takes up to three sockets, a player one. */
export function descriptors(maxStreams: number, maxViewers: number, proc = procFolder): Finding {
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(read(join(proc, 'self/limits')) ?? '')?.[1];
  if (limit === undefined) return { state: 'warning', text: 'The limit of open files cannot be read' };
  const wanted = 3 * maxStreams + maxViewers + ownDescriptors;
  if (limit === 'unlimited' || Number(limit) >= wanted) return { state: 'ok', text: `${limit} open files` };
  return {
    state: 'warning',
    text: `${limit} open files are fewer than media.maxStreams and media.maxViewers may need (${wanted})`,
    advice: `ulimit -n ${wanted}, or LimitNOFILE=${wanted} in the systemd unit.`,
  };
}

/** Absent, everything but pictures works. */
export function pictureDecoder(program: string): Finding {
  const { stdout, status } = spawnSync(program, ['-version'], { encoding: 'utf8', timeout: programTimeoutMs });
  const release = /^ffmpeg version (\S+)/.exec(stdout ?? '')?.[1];
  if (status === 0 && release) return { state: 'ok', text: `ffmpeg ${release} makes pictures of streams` };
  return {
    state: 'warning',
    text: `The program ${program} (snapshots.ffmpeg) is no ffmpeg that can be run; there will be no pictures of streams`,
    advice: 'Install it (Debian: apt-get install ffmpeg), or give its path with snapshots.ffmpeg.',
  };
}

function cores(): Finding {
  const count = availableParallelism();
  return { state: 'ok', text: `${count} core${count === 1 ? '' : 's'}` };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
