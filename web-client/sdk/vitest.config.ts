import { defineConfig } from 'vitest/config';

/** `npm test`: all that needs no server. `npm run test:server` has a configuration of its own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/server/**'],
    // Some tests compute for seconds; beside other work on the machine it takes them many times as long.
    testTimeout: 120_000,
  },
});
