// What the web app is made of: each package with its licence, and the texts. Arguments: the workspace, and where to.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [workspace, to] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(join(workspace, 'package-lock.json'), 'utf8'));
const lines = [];
for (const [path, entry] of Object.entries(packages)) {
  if (!path.includes('node_modules/') || entry.link || entry.dev || entry.devOptional || entry.optional) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  lines.push(`${name}@${entry.version}\t${entry.license ?? 'not told'}`);
  const texts = readdirSync(join(workspace, path)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  for (const text of texts) {
    const folder = join(to, 'web', `${name}-${entry.version}`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(workspace, path, text), join(folder, text), { recursive: true });
  }
}
writeFileSync(join(to, 'web.tsv'), `${lines.sort().join('\n')}\n`);
