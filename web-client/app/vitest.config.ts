import { defineConfig } from 'vitest/config';

const lots = (name: string) => new URL(`test/simulation/lots/${name}`, import.meta.url).pathname;

/** The timeout is for a machine that has other work to do. */
export default defineConfig({
  resolve: {
    alias: [
      // In the simulation, what Excalidraw does by lot is decided by the seed as well, and nothing by the clock.
      { find: /^nanoid$/, replacement: lots('nanoid.ts') },
      { find: /^roughjs\/bin\/math$/, replacement: lots('roughMath.ts') },
      { find: /^lodash\.throttle$/, replacement: lots('throttle.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Excalidraw is written for bundlers, which resolve what Node does not.
    server: { deps: { inline: [/@excalidraw\/excalidraw/, /roughjs/] } },
  },
});
