import { readFileSync } from 'node:fs';
import type { Server } from '../../sdk/test/server/server.ts';
import { boxOf, post } from '../e2e/longBoard.ts';
import { newProject } from '../e2e/test.ts';

interface Drawn {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly [name: string]: unknown;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Between two copies of a drawing, in scene coordinates. */
const GAP = 150;

/**
 * A board of so many objects: copies of the drawing that `EASEL_BENCH_DRAWING` names (an `.excalidraw` file), one below
 * the other, or simple shapes. Returns the project.
 */
export async function largeBoard(server: Server, objects: number): Promise<string> {
  const project = await newProject(server, 'A large board');
  const elements = copiesOf(
    drawing() ?? Array.from({ length: 2_500 }, (_, at) => ({ id: `o${at}`, ...boxOf(at) })),
    objects,
  );
  const drawn = { type: 'excalidraw', version: 2, elements };
  await post(`${server.origin}/api/projects/${project}/import`, drawn);
  return project;
}

function drawing(): readonly Drawn[] | undefined {
  const file = process.env.EASEL_BENCH_DRAWING;
  if (file === undefined) return undefined;
  const { elements } = JSON.parse(readFileSync(file, 'utf8')) as { readonly elements: readonly Drawn[] };
  return elements.filter(({ isDeleted, type }) => isDeleted !== true && type !== 'image');
}

function copiesOf(elements: readonly Drawn[], objects: number): readonly Drawn[] {
  const bottom = Math.max(...elements.map(({ y, height }) => y + Number(height)));
  const top = Math.min(...elements.map(({ y }) => y));
  const ids = new Set(elements.flatMap(({ id, groupIds }) => [id, ...((groupIds ?? []) as string[])]));
  return Array.from({ length: objects }, (_, at) => {
    const element = elements[at % elements.length] as Drawn;
    const copy = Math.floor(at / elements.length);
    const renamed = JSON.parse(
      JSON.stringify(element, (_, value) => (ids.has(value) ? `${value}-${copy}` : value)),
    ) as Drawn;
    return { ...renamed, y: element.y + copy * (bottom - top + GAP), index: keyOf(at) };
  });
}

function keyOf(at: number): string {
  const digits = [at / DIGITS.length ** 2, at / DIGITS.length, at].map(
    (value) => DIGITS[Math.floor(value) % DIGITS.length],
  );
  return `c${digits.join('')}`;
}
