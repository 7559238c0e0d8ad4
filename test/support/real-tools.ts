import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import WebSocket from 'ws';

export interface ToolResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a real tool to its end, or ends it after `timeoutMs`. */
export function runTool(command: string, args: string[], timeoutMs = 60_000): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Saves what an HTTP or WebSocket URL gives for a time; resolves with the number of bytes. */
export async function record(url: string, file: string, ms: number): Promise<number> {
  const out = createWriteStream(file);
  let bytes = 0;
  const write = (chunk: Uint8Array) => {
    bytes += chunk.length;
    out.write(chunk);
  };
  if (url.startsWith('ws')) await recordWebSocket(url, ms, write);
  else await recordHttp(url, ms, write);
  out.end();
  await once(out, 'finish');
  return bytes;
}

async function recordHttp(url: string, ms: number, write: (chunk: Uint8Array) => void): Promise<void> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const timer = setTimeout(() => abort.abort(), ms);
  try {
    for await (const chunk of response.body!) write(chunk as Uint8Array);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}

function recordWebSocket(url: string, ms: number, write: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('message', (data) => {
      write(data as Buffer);
    });
    socket.on('open', () => setTimeout(() => socket.close(), ms));
    socket.on('error', reject);
    socket.on('close', (code, reason) => {
      if (code >= 4000) reject(new Error(`closed ${code} ${reason}`));
      else resolve();
    });
  });
}

/** Codec and number of frames of each stream of a file, as ffprobe counts them. */
export async function probe(file: string): Promise<{ codec: string; frames: number }[]> {
  const args = [
    '-loglevel',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_name,nb_read_frames',
    '-of',
    'json',
    file,
  ];
  const { stdout } = await runTool('ffprobe', args);
  const { streams } = JSON.parse(stdout || '{"streams":[]}') as {
    streams: { codec_name: string; nb_read_frames?: string }[];
  };
  return streams.map(({ codec_name, nb_read_frames }) => ({ codec: codec_name, frames: Number(nb_read_frames ?? 0) }));
}

/** MD5 of each decoded picture, its time in ticks of the file's own time base, and what the decoder complained about. */
export async function pictures(file: string): Promise<{ md5: string[]; ticks: number[]; complaints: string }> {
  const { stdout, stderr } = await runTool('ffmpeg', [
    '-loglevel',
    'error',
    '-i',
    file,
    '-map',
    '0:v',
    '-vsync',
    'passthrough',
    '-enc_time_base',
    '-1',
    '-f',
    'framemd5',
    '-',
  ]);
  const lines = stdout.split('\n').filter((line) => line && !line.startsWith('#'));
  const fields = lines.map((line) => line.split(',').map((field) => field.trim()));
  return { md5: fields.map((f) => f.at(-1)!), ticks: fields.map((f) => Number(f[2])), complaints: stderr };
}
