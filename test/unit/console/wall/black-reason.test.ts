import { describe, expect, test } from 'vitest';
import { en } from '../../../../src/console/i18n/en.ts';
import type { BlackReason } from '../../../../src/console/player/reason.ts';
import { blackSentence, retryDelayMs, type TileView } from '../../../../src/console/wall/black-reason.ts';
import type { TileFacts } from '../../../../src/console/wall/tile-facts.ts';

const texts: Record<string, Record<string, string>> = { reason: en.reason, server: en.server };
const isKnown = (key: string) => {
  const [section = '', word = ''] = key.split('.');
  return texts[section]?.[word] !== undefined;
};
const sentence = (reason: BlackReason, more: Partial<TileView> = {}) =>
  blackSentence({ reason, explanation: undefined, facts: undefined, ...more }, isKnown);
const explained = (code: string) => ({ explanation: { code, text: `${code} in full` } });
const facts: TileFacts = {
  codecs: 'H265 + PCMA',
  videoCodec: 'H265',
  size: '',
  bitsPerSecond: undefined,
  loss: undefined,
  viewers: 0,
  unsupported: undefined,
};

describe('why a tile is black', () => {
  const plain = [
    'connecting',
    'waiting-for-picture',
    'codec-unsupported',
    'autoplay-blocked',
    'decode-error',
    'stalled',
    'network',
  ] as const;
  test.each(plain)('%s has a sentence of its own', (code) => {
    const { key } = sentence({ code });
    expect(key).toMatch(new RegExp(`^reason\\.${code}`));
    expect(isKnown(key)).toBe(true);
  });

  test('while it starts, the server tells how far it came', () => {
    expect(sentence({ code: 'waiting-for-picture' }, explained('waiting-for-media'))).toEqual({
      key: 'server.waiting-for-media',
      params: {},
      detail: 'waiting-for-media in full',
    });
    expect(sentence({ code: 'connecting' }, explained('inviting')).key).toBe('server.inviting');
  });

  test('what failed last time is no news while it starts again', () => {
    expect(sentence({ code: 'connecting' }, explained('device-offline')).key).toBe('reason.connecting');
    expect(sentence({ code: 'waiting-for-picture' }, explained('playing')).key).toBe('reason.waiting-for-picture');
  });

  test('a refusal is told with status and words of the server', () => {
    const refused = sentence({ code: 'server', closeCode: 4404, text: 'There is no channel 1.' });
    expect(refused).toMatchObject({ key: 'reason.refused', params: { status: 404, text: 'There is no channel 1.' } });
  });

  test('a close without status is told as an end', () => {
    const ended = sentence({ code: 'server', closeCode: 1000, text: 'stopped by request' });
    expect(ended).toMatchObject({ key: 'reason.closed', params: { text: 'stopped by request' } });
  });

  test('what the server explains goes before its words for the close', () => {
    const close: BlackReason = { code: 'server', closeCode: 4503, text: 'The device is offline.' };
    expect(sentence(close, explained('device-offline')).key).toBe('server.device-offline');
    // A step of a start does not explain an end.
    expect(sentence(close, explained('playing')).key).toBe('reason.refused');
  });

  test('a code that the console does not know is told in the server’s words', () => {
    const { key, params } = sentence({ code: 'server', closeCode: 4503, text: 'short' }, explained('new-code'));
    expect([key, params]).toEqual(['reason.says', { text: 'new-code in full' }]);
  });

  test('a refusal by the API has a word, and so a text', () => {
    const refused = sentence({
      code: 'server',
      closeCode: 4404,
      text: 'There is no stream a.',
      word: 'stream-unknown',
    });
    expect(refused).toEqual({ key: 'server.stream-unknown', params: {}, detail: 'There is no stream a.' });
  });

  test('a codec that the browser lacks is named', () => {
    expect(sentence({ code: 'codec-unsupported' }, { facts })).toMatchObject({
      key: 'reason.codec-unsupported',
      params: { codec: 'H265' },
    });
  });

  test('a codec that no output carries goes before everything else', () => {
    const reason = sentence({ code: 'waiting-for-picture' }, { facts: { ...facts, unsupported: 'SVAC' } });
    expect(reason).toMatchObject({ key: 'reason.track-unsupported', params: { codec: 'SVAC' } });
  });
});

describe('when a tile tries again by itself', () => {
  test('more and more seldom after a lost connection', () => {
    const delays = Array.from({ length: 7 }, (_, tries) => retryDelayMs({ code: 'network' }, tries));
    expect(delays).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('not after an administrator disconnected it', () => {
    expect(retryDelayMs({ code: 'server', closeCode: 1008, text: 'disconnected' }, 0)).toBeUndefined();
    expect(retryDelayMs({ code: 'server', closeCode: 4503, text: 'offline' }, 0)).toBe(2000);
  });

  test('not when trying again changes nothing', () => {
    for (const code of ['codec-unsupported', 'autoplay-blocked', 'connecting', 'stalled'] as const)
      expect(retryDelayMs({ code }, 0)).toBeUndefined();
  });
});
