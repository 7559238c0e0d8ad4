import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { files, text, under } from './repository-files.ts';

const code = [
  ...under('src/', '.ts', '.vue', '.mjs'),
  ...under('native/', '.h', '.cc'),
  ...under('bench/', '.ts', '.cc', '.mjs'),
];
const tests = under('test/', '.ts', '.cc', '.mjs').filter((file) => !file.startsWith('test/fixtures/'));
const own = [...code, ...tests];

it('names no folder and no file after nothing', () => {
  const empty = /(^|\/)(utils?|common|helpers?|managers?|services?|misc)(\/|\.|$)/i;
  expect(files.filter((file) => !file.startsWith('test/fixtures/') && empty.test(file))).toEqual([]);
});

it('gives the edition of GB/T 28181 wherever a clause is named', () => {
  const wrong = own.flatMap((file) =>
    text(file)
      .split('\n')
      .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
      .filter(({ line }) => /GB\/?T? ?28181(?!-(2011|2016|2022))[^'"`]{0,3}(§|clause|annex|附录)/i.test(line))
      .map(({ at }) => at),
  );
  expect(wrong).toEqual([]);
});

it('keeps files within 400 lines, or says in the first line why not', () => {
  const written = code.filter((file) => !file.endsWith('api.d.ts'));
  const long = written.filter(
    (file) => text(file).split('\n').length > 401 && !/long because/i.test(text(file).slice(0, 300)),
  );
  expect(long).toEqual([]);
});

it('names C++ files snake_case and TypeScript files kebab-case', () => {
  const wrong = own.filter((file) => {
    const name = file.split('/').at(-1)!;
    if (/\.(h|cc)$/.test(name)) return !/^[a-z0-9_]+\.(h|cc)$/.test(name);
    return name.endsWith('.ts') && !/^[a-z0-9-]+(\.test|\.config|\.d)?\.ts$/.test(name);
  });
  expect(wrong).toEqual([]);
});

it('ships a lock file and npm settings that name no registry', () => {
  for (const file of ['package-lock.json', '.npmrc']) {
    expect(text(file)).not.toMatch(/"resolved"|registry\s*=|_authToken/);
  }
});

it('speaks of itself alone', () => {
  const foreign = new RegExp(['/work/(main|shared|\\.lib)', '/tmp/brief', 'helper-[0-9]', '\\.\\./shared/'].join('|'));
  const ignored = ['test/lint/house-rules.test.ts', 'package-lock.json'];
  const wrong = files
    .filter((file) => /\.(ts|vue|mjs|cc|h|md|json|gyp|txt|yml|yaml)$|Dockerfile|\.ci\/run/.test(file))
    .filter((file) => !ignored.includes(file) && foreign.test(text(file)));
  expect(wrong).toEqual([]);
});

it('tells the source and the licence of every folder of fixtures', () => {
  const folders = new Set(
    files.filter((file) => file.startsWith('test/fixtures/')).map((file) => file.split('/').slice(0, 3).join('/')),
  );
  expect(
    [...folders].filter((folder) => !files.some((file) => file.startsWith(folder) && file.endsWith('SOURCE.md'))),
  ).toEqual([]);
});

it('leaves no test out', () => {
  const wrong = tests.filter((file) =>
    /\b(it|describe|test)\.(skip|only|todo)\b|GTEST_SKIP|DISABLED_/.test(text(file)),
  );
  expect(wrong.filter((file) => file !== 'test/lint/house-rules.test.ts')).toEqual([]);
});

it('links from its pages only to what is there', () => {
  const dead = under('', '.md')
    .filter((page) => !page.startsWith('test/fixtures/'))
    .flatMap((page) =>
      [...text(page).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
        .map(([, target]) => posix.join(posix.dirname(page), target!).replace(/\/$/, ''))
        .filter((target) => !files.some((file) => file === target || file.startsWith(`${target}/`)))
        .map((target) => `${page}: ${target}`),
    );
  expect(dead).toEqual([]);
});

it('keeps the English and the Chinese README equal in structure', () => {
  const shape = (file: string) =>
    text(file)
      .split('\n')
      .filter((line) => /^#+ |^```/.test(line))
      .map((line) => line.replace(/^(#+|```\w*).*/, '$1'));
  expect(shape('README.zh-CN.md')).toEqual(shape('README.md'));
});

it('writes as many lines of test as of product', () => {
  const lines = (list: string[]) => list.reduce((sum, file) => sum + text(file).split('\n').length, 0);
  const product = lines(
    code.filter((file) => !file.startsWith('src/console/') && !file.startsWith('bench/') && !file.endsWith('.d.ts')),
  );
  expect(lines(tests) / product).toBeGreaterThan(0.8);
});
