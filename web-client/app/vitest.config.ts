import { defineConfig } from 'vitest/config';

/** The timeout is for a machine that has other work to do. */
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 } });
