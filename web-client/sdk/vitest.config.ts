import { defineConfig } from 'vitest/config';

/** `npm test`: all that needs no server. `npm run test:server` has a configuration of its own. */
export default defineConfig({ test: { include: ['test/**/*.test.ts'], exclude: ['test/server/**'] } });
