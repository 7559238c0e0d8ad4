import { describe, expect, test } from 'vitest';
import { channelOf, playAddress } from '../../../../src/console/wall/play-address.ts';

const query = 'expires=1&sign=a-b_c';
const signed = {
  wsFlv: `ws://10.0.0.1:8080/live/d/c.flv?${query}`,
  wsMp4: `ws://10.0.0.1:8080/live/d/c.mp4?${query}`,
};

describe('the address that a tile plays', () => {
  test('is on the host of the console, with sound as FLAC', () => {
    expect(playAddress(signed, 'flv', 'http://camera.example:8080/')).toBe(
      `ws://camera.example:8080/live/d/c.flv?${query}&audio=flac`,
    );
    expect(playAddress(signed, 'mp4', 'http://camera.example/')).toBe(
      `ws://camera.example/live/d/c.mp4?${query}&audio=flac`,
    );
  });

  test('is encrypted when the console is, below the same path', () => {
    expect(playAddress(signed, 'flv', 'https://example.org/video/')).toBe(
      `wss://example.org/video/live/d/c.flv?${query}&audio=flac`,
    );
  });

  test('finds the stream behind a public URL with a path', () => {
    const behind = { ...signed, wsFlv: `wss://example.org/video/live/d/c.flv?${query}` };
    expect(playAddress(behind, 'flv', 'https://example.org/video/')).toBe(
      `wss://example.org/video/live/d/c.flv?${query}&audio=flac`,
    );
  });
});

describe('the channel of a stream', () => {
  test('is told by two IDs of 20 digits', () => {
    expect(channelOf('34020000001320000001/34020000001310000002')).toEqual({
      deviceId: '34020000001320000001',
      channelId: '34020000001310000002',
    });
  });

  test.each(['camera', 'a/b', '34020000001320000001', '34020000001320000001/x'])('%s is none', (name) => {
    expect(channelOf(name)).toBeUndefined();
  });
});
