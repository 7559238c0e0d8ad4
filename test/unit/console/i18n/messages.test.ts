import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../../../src/console/i18n/en.ts';
import { zh } from '../../../../src/console/i18n/zh.ts';
import { engineErrors } from '../../../../src/engine/errors.ts';

interface Tree {
  [key: string]: string | Tree;
}

/** Path -> text, e.g. "common.save" -> "Save". */
function flat(tree: Tree, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else for (const [path, text] of flat(value, `${prefix}${key}.`)) texts.set(path, text);
  }
  return texts;
}

const english = flat(en);
const chinese = flat(zh);
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** Codes that a source gives to failures: of its errors, of explanations, and of what the web framework refuses. */
function codesIn(source: string): string[] {
  const patterns = [
    /new (?:Play|Http)Error\(\s*\d{3},\s*'([\w-]+)'/g,
    /#(?:explain|end)\(\s*'([\w-]+)'/g,
    /^ {2}4\d\d: '([\w-]+)',$/gm,
    /\bcode: (?:.*\?\? )?'([\w-]+)'/g,
  ];
  return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, code]) => code as string));
}

describe('the texts of the console', () => {
  test('exist in both languages under the same keys', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
  });

  test.each([...english.keys()])('%s is not empty and is filled with the same values in both', (key) => {
    const [inEnglish = '', inChinese = ''] = [english.get(key), chinese.get(key)];
    expect(inEnglish.trim()).not.toBe('');
    expect(inChinese.trim()).not.toBe('');
    expect(placeholders(inChinese)).toEqual(placeholders(inEnglish));
  });

  test('keep clear of the characters that the message syntax takes for itself', () => {
    for (const text of [...english.values(), ...chinese.values()])
      expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}@|]/);
  });

  test('are those that the sources name, no more and no fewer', () => {
    const root = join(import.meta.dirname, '../../../../src/console');
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name));
    const source = sources.map((name) => readFileSync(join(root, name), 'utf8')).join('\n');
    const named = new Set([...source.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key]) => key as string));
    expect([...named].filter((key) => !english.has(key))).toEqual([]);
    // The rest of these sections' keys is made of words of the API.
    const built = /^(server|transport|kind|menu|duration|reason|talk\.state|history\.(?:states|ends))\./;
    const unnamed = [...english.keys()].filter((key) => !built.test(key) && !source.includes(`'${key}'`));
    expect(unnamed).toEqual([]);
  });

  test('every code by which the server explains a failure has a text', () => {
    const root = join(import.meta.dirname, '../../../../src');
    const told = ['gb28181', 'streams', 'stills', 'http'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => codesIn(readFileSync(join(root, folder, name), 'utf8'))),
    );
    told.push(...Object.keys(engineErrors).filter((code) => code.startsWith('GL_ERR_')));
    expect(told).toEqual(expect.arrayContaining(['no-media', 'bad-device-id', 'too-many-requests', 'GL_ERR_LIMIT']));
    expect(told.length).toBeGreaterThan(10);
    // "playing" is no failure, and no tile shows it.
    expect([...new Set(told)].filter((code) => code !== 'playing' && !english.has(`server.${code}`))).toEqual([]);
  });
});
