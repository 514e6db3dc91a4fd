import { defineConfig } from '@playwright/test';

/** The tests start servers of their own (`sdk/test/server/server.ts`); `scripts/build` must have built the jar. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../node_modules/.cache/playwright',
  // They wait for servers and for what is drawn more than they compute: two leave cores idle.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // What passes at its second try only is listed as flaky at the end, to be mended; red is what fails twice.
  retries: 1,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env.EASEL_CHROMIUM ?? '/usr/bin/chromium' },
  },
});
