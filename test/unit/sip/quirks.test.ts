import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultQuirks } from '../../../src/sip/message/parser.ts';

const source = new URL('../../../src/sip/', import.meta.url);
const fixtures = new URL('../../fixtures/', import.meta.url);
const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(file, source), 'utf8'))
  .join('\n');
/** [name, fixture] of every QUIRK comment, which may run over several lines. */
const comments = [
  ...text
    .replace(/\n\s*\/\/ /g, ' ')
    .replace(/\n\s*\* /g, ' ')
    .matchAll(/QUIRK ([a-z-]+):[^\n]*?\[fixture ([^\]]+)\]/g),
].map((match) => [match[1]!, match[2]!] as const);

it.each(comments)('QUIRK %s: %s is there', (_name, fixture) => {
  expect(existsSync(new URL(fixture, fixtures))).toBe(true);
});

it('every quirk that can be switched is explained where it is tolerated', () => {
  const explained = new Set(comments.map(([name]) => name));
  expect(Object.keys(defaultQuirks).filter((name) => !explained.has(name))).toEqual([]);
});
