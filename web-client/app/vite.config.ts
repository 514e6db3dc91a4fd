import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { excalidraw } from './build/excalidraw.ts';
import { precompress } from './build/precompress.ts';

const server = process.env.EASEL_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // Dependencies of Excalidraw bring an older React into the workspace; two Reacts on one page do not work.
  resolve: { dedupe: ['react', 'react-dom'] },
  plugins: [react(), excalidraw(), precompress()],
  build: {
    target: 'es2023',
    // The drawing board is one large lazy chunk; the project list loads without it.
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
});
