import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { excalidraw } from './build/excalidraw.ts';
import { precompress } from './build/precompress.ts';
import { SERVICE_WORKER, serviceWorker } from './build/serviceWorker.ts';

/** Of the SDK, with what the list of projects calls the server. */
const CALLS =
  /\/sdk\/src\/(http\/(api|historyApi|problem|requests|upload)|assets\/assetRefused|protocol\/equal)\.ts$/;
const NOT_FIRST = /\/(src\/offline|sdk\/src)\//;

const server = process.env.EASEL_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // The app may be below any path: what it names is relative to the file that names it.
  base: './',
  // Dependencies of Excalidraw bring an older React into the workspace; two Reacts on one page do not work.
  resolve: { dedupe: ['react', 'react-dom'] },
  plugins: [react(), excalidraw(), serviceWorker(), precompress()],
  build: {
    target: 'es2023',
    // The drawing board is one large lazy chunk; the project list loads without it.
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/offline/serviceWorker.ts' },
      output: {
        // The address of a service worker is always the same.
        entryFileNames: ({ name }) => (name === 'sw' ? SERVICE_WORKER : 'assets/[name]-[hash].js'),
        // What all pages begin with is one file: as one for each set of pages that shares it, it takes a tenth more
        // bytes. Not so the rest of the SDK, of which the list needs little, nor the service worker.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'first', tags: ['$initial'], test: (id) => CALLS.test(id) || !NOT_FIRST.test(id) },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
});
