import { defineConfig } from 'vitest/config';

const plain = (name: string, ...include: string[]) => ({ test: { name, include } });

export default defineConfig({
  test: {
    // Property tests print their seed when they fail; nothing is retried, nothing is skipped.
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/console/**', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
    projects: [
      plain('lint', 'test/lint/**/*.test.ts'),
      plain('unit', 'test/unit/**/*.test.ts'),
      plain('conformance', 'test/conformance/**/*.test.ts'),
      // Whole platforms and cameras.
      {
        test: {
          name: 'matrix',
          include: ['test/matrix/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      plain('fuzz', 'test/fuzz/**/*.test.ts'),
      plain('addon', 'test/addon/**/*.test.ts'),
      // One at a time: each runs a whole platform, cameras and real tools.
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
