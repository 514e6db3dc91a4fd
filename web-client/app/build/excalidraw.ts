import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { mended } from './largeBoards.ts';

/** Where the app serves Excalidraw's fonts; `src/board/fonts.ts` says so to Excalidraw. */
const PLACE = 'excalidraw/fonts';
const FALLBACK = /`https:\/\/esm\.sh\/.*?\/dist\/prod\/`/g;
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is code, to be put into a file.
const OURS = '`${new URL(window.EXCALIDRAW_ASSET_PATH, location.origin)}`';

/**
 * Words of a medium weight look regular: what the weight would add is seen by nobody, and its file is a part in twenty
 * of what a first visit to a board loads.
 */
const MEDIUM = 'Assistant-Medium.woff2';
const REGULAR = 'Assistant-Regular.woff2';

/**
 * Puts Excalidraw's fonts into the build, but for one weight, and removes the address of a public server from its code:
 * Excalidraw adds that server to the sources of every font, and no request may leave the machine. Mends what is slow on
 * large boards.
 */
export function excalidraw(): Plugin {
  return {
    name: 'easel:excalidraw',
    apply: 'build',
    transform: {
      // Before the files that are named in a style sheet get their addresses.
      order: 'pre',
      handler(code, id) {
        if (!id.includes('@excalidraw/excalidraw')) return undefined;
        if (id.endsWith('/index.css')) {
          if (!code.includes(MEDIUM)) this.error('Excalidraw names its fonts in a way not known here.');
          return { code: code.replace(MEDIUM, REGULAR), map: null };
        }
        const quick = mended(code, id);
        if (quick === undefined && !code.includes('esm.sh')) return undefined;
        const served = (quick ?? code).replace(FALLBACK, OURS);
        if (served.includes('esm.sh'))
          this.error('Excalidraw names a public font server in a way not known here.');
        return { code: served, map: null };
      },
    },
    async generateBundle() {
      const fonts = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), 'fonts');
      for (const name of await readdir(fonts, { recursive: true })) {
        if (!name.endsWith('.woff2')) continue;
        const source = await readFile(join(fonts, name));
        this.emitFile({ type: 'asset', fileName: `${PLACE}/${name.replaceAll('\\', '/')}`, source });
      }
    },
  };
}
