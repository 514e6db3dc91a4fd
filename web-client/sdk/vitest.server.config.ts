import { defineConfig } from 'vitest/config';

/** Tests against a real server, built beforehand: `mvn -q -pl server -am -DskipTests package`. */
export default defineConfig({
  test: {
    include: ['test/server/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
