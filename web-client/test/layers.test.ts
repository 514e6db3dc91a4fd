import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrowsIn, circleIn, fileGraph, folderGraph, type Graph, sourceOf, sourcesIn } from './imports.ts';

const MOST_LINES = 300;

const packages = ['sdk', 'app'] as const;
const sources = (name: (typeof packages)[number]) =>
  sourcesIn(new URL(`../${name}/src`, import.meta.url).pathname);
const sorted = (graph: Graph) =>
  [...graph].map(([from, to]) => `${from} → ${[...to].sort().join(', ')}`).sort();

describe.each(packages)('%s', (name) => {
  const all = sources(name);

  it('has no circle of files', () => {
    expect(circleIn(fileGraph(all))).toBeUndefined();
  });

  it('has no circle of folders', () => {
    expect(circleIn(folderGraph(all))).toBeUndefined();
  });

  it('has the arrows that its README tells, no more and no fewer', () => {
    const readme = readFileSync(new URL(`../${name}/README.md`, import.meta.url), 'utf8');
    expect(sorted(folderGraph(all))).toEqual(sorted(arrowsIn(readme)));
  });

  it(`has no file over ${MOST_LINES} lines`, () => {
    expect(all.filter(({ lines }) => lines > MOST_LINES).map(({ path }) => path)).toEqual([]);
  });
});

it('the SDK needs no package', () => {
  expect(sources('sdk').flatMap(({ packages }) => packages)).toEqual([]);
});

it('the app knows the SDK by its name only', () => {
  const needed = new Set(sources('app').flatMap(({ packages }) => packages));
  expect([...needed].filter((specifier) => specifier.includes('sdk'))).toEqual(['@easel/sdk']);
});

describe('the search itself', () => {
  it('finds imports of every form, types as well, and nothing else', () => {
    const text = `import { a } from '../one/a.ts';
      import type {
        B,
      } from './b.ts';
      export * from './c.ts';
      import './style.css';
      import 'react';
      const d = lazy(() => import('./d.tsx'));
      const text = 'to ./e.ts';`;
    const source = sourceOf('two/x.ts', text);
    expect(source.files).toEqual(['one/a.ts', 'two/b.ts', 'two/c.ts', 'two/d.tsx']);
    expect(source.packages).toEqual(['react']);
  });

  it('finds a circle of files, and one of folders that is none of files', () => {
    const files = [
      sourceOf('a/1.ts', "import '../b/1.ts';"),
      sourceOf('b/1.ts', ''),
      sourceOf('b/2.ts', "import '../a/2.ts';"),
      sourceOf('a/2.ts', ''),
    ];
    expect(circleIn(fileGraph(files))).toBeUndefined();
    expect(circleIn(folderGraph(files))).toEqual(['a', 'b', 'a']);
    expect(circleIn(fileGraph([...files, sourceOf('a/2.ts', "import '../b/2.ts';")]))).toEqual([
      'b/2.ts',
      'a/2.ts',
      'b/2.ts',
    ]);
  });
});
