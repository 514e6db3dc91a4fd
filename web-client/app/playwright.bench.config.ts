import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** What is measured in a browser, one after the other. As the tests do, it starts a server of its own. */
export default defineConfig({
  ...tests,
  testDir: 'bench',
  workers: 1,
  retries: 0,
  repeatEach: 3,
  reporter: [['list'], ['./bench/MedianReporter.ts']],
});
