// What measures what: one table of the programs, the results that each gives, and how somebody names them.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../src/cli/prepare.mjs';

/**
 * `source` is a native program's file or, with `module`, a JavaScript module whose export of that name gives the results.
 * `starts`: native programs that a module starts. In the order in which they run.
 */
export const programs = [
  native('recv_slices', 'recv.udp', 'recv.tcp', 'growth.streams', 'growth.workers'),
  native('demux_slices', 'demux'),
  native('send_slices', 'send.udp', 'send.tcp'),
  native('fanout_slices', 'fanout.flv', 'fanout.fmp4', 'fanout.merged'),
  {
    ...module('bench/flow/latency.mjs', 'measureLatency', 'firstkey.warm', 'firstkey.cold', 'delay'),
    starts: ['first_key', 'delay'],
  },
  native('memory', 'memory.stream'),
  native('pps', 'pps.udp', 'pps.tcp'),
  native('loss', 'loss'),
  module('bench/control/sip.mjs', 'measureSip', 'sip.register', 'sip.keepalive'),
];

/** One module of the engine alone: for who works on it, and not in the run of everything. */
export const microPrograms = readdirSync(join(root, 'bench/micro'))
  .filter((file) => file.endsWith('_bench.cc'))
  .map((file) => ({ ...native(basename(file, '.cc')), source: `bench/micro/${file}`, micro: true }));

function native(name, ...ids) {
  return { name, source: `bench/flow/${name}.cc`, ids };
}

function module(source, give, ...ids) {
  return { name: basename(source, '.mjs'), source, give, ids };
}

/** The order of the table. */
export const tableOrder = [
  ...['recv.udp', 'recv.tcp', 'demux', 'send.udp', 'send.tcp', 'fanout.flv', 'fanout.fmp4', 'fanout.merged'],
  ...['firstkey.warm', 'firstkey.cold', 'delay', 'memory.stream', 'pps.udp', 'pps.tcp', 'growth.streams'],
  ...['growth.workers', 'loss', 'sip.register', 'sip.keepalive'],
];

/**
 * The programs that give what is wanted, each with the ids that are wanted of it. A name is an id (`recv.udp`), a group of
 * ids (`recv`), a program (`recv_slices`), or `micro`. Nothing wanted: everything but micro.
 */
export function select(names, all = programs, micro = microPrograms) {
  const known = [...all, ...micro];
  const wants = (program, id) =>
    names.length === 0 || names.some((name) => name === id || name === id.split('.')[0] || name === program.name);
  const chosen = all
    .map((program) => ({ ...program, ids: program.ids.filter((id) => wants(program, id)) }))
    .filter(({ ids }) => ids.length > 0);
  chosen.push(...micro.filter(({ name }) => names.includes('micro') || names.includes(name)));
  const names_ = new Set(['micro', ...known.flatMap(({ name, ids }) => [name, ...ids, ...ids.map(group)])]);
  return { chosen, unknown: names.filter((name) => !names_.has(name)), known: [...names_] };
}

function group(id) {
  return id.split('.')[0];
}
