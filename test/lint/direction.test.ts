import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { text, under } from './repository-files.ts';

/** Folder of native/ -> folders that it may include. The table of the design, closed over "<-". */
const nativeMayInclude: Record<string, string[]> = {
  base: [],
  codec: ['base'],
  rtp: ['base', 'codec'],
  ps: ['base', 'codec'],
  flv: ['base', 'codec'],
  fmp4: ['base', 'codec'],
  net: ['base'],
  egress: ['base', 'net'],
  engine: ['base', 'codec', 'rtp', 'ps', 'flv', 'fmp4', 'net', 'egress'],
  binding: ['base', 'codec', 'engine'],
};

/** Layer of src/ -> layers that it may import. Longest prefix wins. */
const srcMayImport: Record<string, string[]> = {
  base: [],
  config: ['base'],
  sdp: ['base'],
  'sip/message': ['base'],
  'sip/auth': ['base', 'sip/message'],
  'sip/transport': ['base', 'sip/message'],
  'sip/transaction': ['base', 'sip/message', 'sip/transport'],
  'sip/dialog': ['base', 'sip/message', 'sip/transport', 'sip/transaction', 'sip/auth'],
  sip: ['base', 'sip/message', 'sip/transport', 'sip/transaction', 'sip/dialog', 'sip/auth'],
  engine: ['base'],
  streams: ['base', 'engine'],
  stills: ['base', 'engine', 'streams'],
  'gb28181/model': ['base'],
  'gb28181/codec': ['base', 'gb28181/model', 'sdp'],
  gb28181: ['base', 'sdp', 'engine', 'streams', 'sip'],
  storage: ['base', 'gb28181'],
  http: ['base', 'config', 'engine', 'streams', 'stills', 'gb28181', 'sip', 'storage'],
};
/** These know everybody. */
const composition = ['cli', 'main.ts', 'console'];

function layerOf(path: string): string | undefined {
  return Object.keys(srcMayImport)
    .filter((layer) => path === layer || path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0];
}

describe('native', () => {
  const sources = under('native/', '.h', '.cc');

  it.each(sources)('%s includes only what its layer may', (file) => {
    const layer = file.split('/')[1]!;
    const allowed = [layer, ...nativeMayInclude[layer]!];
    const included = [...text(file).matchAll(/^#include "([a-z0-9_]+)\//gm)].map((match) => match[1]!);
    expect(included.filter((folder) => !allowed.includes(folder))).toEqual([]);
  });

  it('includes napi.h in binding only', () => {
    const wrong = sources.filter(
      (file) => !file.startsWith('native/binding/') && /#include <napi|node_api/.test(text(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('calls the socket API in net only, beside what runs on an adopted socket', () => {
    const allowed = ['native/net/', 'native/binding/'];
    const wrong = sources.filter(
      (file) =>
        !allowed.some((folder) => file.startsWith(folder)) &&
        /(?<!\w)::(socket|bind|listen|accept4|connect|recvmmsg|sendmmsg|setsockopt|epoll_wait)\(/.test(text(file)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('src', () => {
  const sources = under('src/', '.ts').filter((file) => layerOf(file.slice(4)) && !file.endsWith('.d.ts'));

  it.each(sources)('%s imports only what its layer may', (file) => {
    const own = layerOf(file.slice(4))!;
    const imported = [...text(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
      posix.join(posix.dirname(file), match[1]!).slice(4),
    );
    const wrong = imported.filter((path) => {
      const layer = layerOf(path);
      if (!layer) return composition.some((part) => path === part || path.startsWith(`${part}/`));
      const may = [own, ...srcMayImport[own]!];
      return !may.some(
        (allowed) => layer === allowed || layer.startsWith(`${allowed}/`) || own.startsWith(`${layer}/`),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the SIP stack free of the application above it', () => {
    const words = /GB28181|GB\/T 28181|MANSCDP|\bSSRC\b|catalog/i;
    expect(under('src/sip/', '.ts').filter((file) => words.test(text(file)))).toEqual([]);
  });
});
