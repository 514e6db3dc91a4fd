import { readdirSync, readFileSync } from 'node:fs';

const home = new URL('../../../../protocol/golden/', import.meta.url);

/** The texts of the golden files of one folder, by name. */
export function golden(folder: 'client' | 'server' | 'bad' | 'numbers' | 'deflated'): [string, string][] {
  const files = readdirSync(new URL(folder, home)).filter((name) => name.endsWith('.json'));
  return files.map((name) => [name, readFileSync(new URL(`${folder}/${name}`, home), 'utf8')]);
}
