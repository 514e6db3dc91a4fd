import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** What is measured in a browser. As the tests do, it starts a server of its own. */
export default defineConfig({ ...tests, testDir: 'bench' });
