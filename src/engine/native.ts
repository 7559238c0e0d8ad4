import { createRequire } from 'node:module';
import type { NativeAddon } from './binding.d.ts';

/** Where node-gyp puts the addon, seen from this file in src/engine or dist/engine. */
const addonPath = '../../build/Release/guanlan.node';

/** Loads the addon: the only place that does. The cast is proved by test/addon/contract.test.ts. */
export function loadNative(): NativeAddon {
  try {
    return createRequire(import.meta.url)(addonPath) as NativeAddon;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'MODULE_NOT_FOUND' ? 'it was not built' : String(error);
    throw new Error(`The native engine cannot be loaded: ${why}. Run "npm rebuild" in Guanlan's folder.`, {
      cause: error,
    });
  }
}
