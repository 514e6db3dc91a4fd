// npm run sim --workspace app -- --seeds 5000 [--from 1] [--seed 17]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});
const asked = Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/simulation'], {
  stdio: 'inherit',
  env: { ...process.env, ...Object.fromEntries(asked) },
});
process.exit(status ?? 1);
