import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** For each node, the nodes that it needs. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** A source file: its path within `src`, what it imports of other files there, and what of packages. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const SPECIFIER = /(?:\bfrom |\bimport |\bimport\()'([^']+)'/g;

/** The TypeScript files below a folder. Imports of types count: they, too, are what a file cannot be read without. */
export function sourcesIn(root: string): Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => path.replaceAll('\\', '/'))
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

export function sourceOf(path: string, text: string): Source {
  const specifiers = Array.from(text.matchAll(SPECIFIER), ([, specifier]) => specifier as string);
  const own = specifiers.filter((specifier) => specifier.startsWith('.'));
  return {
    path,
    lines: text.split('\n').length - 1,
    files: own.map((specifier) => normalize(join(dirname(path), specifier))).filter(isSource),
    packages: specifiers.filter((specifier) => !specifier.startsWith('.')),
  };
}

const isSource = (path: string) => /\.tsx?$/.test(path);

export function fileGraph(sources: readonly Source[]): Graph {
  return new Map(sources.map(({ path, files }) => [path, new Set(files)]));
}

/** Which folder needs which; `src` stands for the files that are in none. */
export function folderGraph(sources: readonly Source[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { path, files } of sources) {
    const from = folderOf(path);
    const needed = graph.get(from) ?? new Set();
    graph.set(from, needed);
    for (const to of files.map(folderOf)) if (to !== from) needed.add(to);
  }
  return graph;
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? 'src' : folder;
}

/** A way from a node back to itself, if there is one. */
export function circleIn(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): readonly string[] | undefined => {
    const at = way.indexOf(node);
    if (at >= 0) return [...way.slice(at), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...way, node]);
      if (circle) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = walk(node, []);
    if (circle) return circle;
  }
  return undefined;
}

/** The arrows that a README tells, one line for each folder: `folder → needed, needed`; `–` stands for none. */
export function arrowsIn(readme: string): Graph {
  const lines = Array.from(readme.matchAll(/^ {4}([\w/]+) +→ (.+(?:\n {10,}\S.*)*)$/gm));
  return new Map(
    lines.map(([, from, to]) => [from as string, new Set(to === '–' ? [] : to?.split(/,\s+/))] as const),
  );
}
