import { expect, test } from 'vitest';
import { reasonOfClose } from '../../../../src/console/player/reason.ts';

test.each([
  [4504, 'no-media: No picture arrived in time.', 'no-media', 'No picture arrived in time.'],
  [4503, 'GL_ERR_LIMIT: 10000 viewers are connected', 'GL_ERR_LIMIT', '10000 viewers are connected'],
  [4404, 'stream-unknown: There is: none.', 'stream-unknown', 'There is: none.'],
])('the refusal %i %j has the word and the sentence of the server', (closeCode, reason, word, text) => {
  expect(reasonOfClose(closeCode, reason)).toEqual({ code: 'server', closeCode, word, text });
});

test.each([
  [1008, 'disconnected by an administrator'],
  [1001, 'note: the server stops'],
  [4404, 'No word in front.'],
])('the end %i %j has a sentence alone', (closeCode, text) => {
  expect(reasonOfClose(closeCode, text)).toEqual({ code: 'server', closeCode, text });
});

test('an end without words is one of the network', () => {
  expect(reasonOfClose(1006, '')).toEqual({ code: 'network' });
});
