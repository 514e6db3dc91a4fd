import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** The input of the build that becomes the service worker, and the name that it has there: it must not change. */
const INPUT = 'sw';
export const SERVICE_WORKER = 'sw.js';

/** Small files that stand beside the page, from `public`. */
const BESIDE = ['easel.svg', 'manifest.webmanifest'];

/**
 * Tells the service worker what it keeps: the page's own code, that of the board and of what opens on it, with all
 * that they load at once. Not the dashboard, which is of no use without its server, nor what is loaded by choice, such
 * as languages: that is kept when it was loaded.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'easel:service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = Object.values(bundle).find(
        (one): one is Chunk => one.type === 'chunk' && one.isEntry && one.name === INPUT,
      );
      if (worker === undefined) this.error('The build has no service worker.');
      if (worker.imports.length > 0) this.error('The service worker is one file, without imports.');
      const files = [...kept(bundle, worker), ...BESIDE].sort();
      // Whatever differs in the worker or its files is another version.
      const version = createHash('sha256')
        .update(worker.code)
        .update(files.join())
        .digest('hex')
        .slice(0, 16);
      const told = `const EASEL_VERSION=${JSON.stringify(version)},EASEL_FILES=${JSON.stringify(files)};`;
      worker.code = told + worker.code;
    },
  };
}

function kept(bundle: Bundle, worker: Chunk): Set<string> {
  const files = new Set<string>();
  const take = (name: string) => {
    const one = bundle[name];
    if (one === undefined || files.has(name)) return;
    files.add(name);
    if (one.type !== 'chunk') return;
    for (const css of cssOf(one)) files.add(css);
    for (const imported of one.imports) take(imported);
  };
  for (const one of Object.values(bundle)) {
    if (one.type === 'chunk' && one !== worker && isKept(one)) take(one.fileName);
  }
  return files;
}

function isKept({ isEntry, facadeModuleId }: Chunk): boolean {
  if (isEntry) return true;
  return facadeModuleId !== null && /\/app\/src\/(?!dashboard\/).*\.tsx?$/.test(facadeModuleId);
}

function cssOf(chunk: Chunk): Iterable<string> {
  return chunk.viteMetadata?.importedCss ?? [];
}
