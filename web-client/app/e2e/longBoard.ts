import type { Server } from '../../sdk/test/server/server.ts';
import { newProject } from './test.ts';

const COLUMNS = 200;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Events of one call. */
const AT_ONCE = 250;
/** Objects that people work on: a square of so many by so many. */
const SIDE = 10;

/** A board that people have worked on at one place, in so many events or more: its address as of the last one. */
export async function longBoard(server: Server, objects: number, events: number): Promise<string> {
  const project = await newProject(server, 'A large board');
  const path = `${server.origin}/api/projects/${project}`;
  const elements = Array.from({ length: objects }, (_, at) => ({ id: `o${at}`, ...boxOf(at) }));
  const drawing = { type: 'excalidraw', version: 2, elements };
  const { seq: first } = (await post(`${path}/import`, drawing)) as { seq: number };
  // An entry ends behind every 1,000th event.
  const last = (Math.floor(first / events) + 2) * events;
  const client = crypto.randomUUID();
  for (let seq = first; seq < last; seq += AT_ONCE) {
    const count = Math.min(AT_ONCE, last - seq);
    const edits = Array.from({ length: count }, (_, at) => {
      const edit = seq + at - first + 1;
      return { edit, changes: changesOf(edit, objects) };
    });
    await post(`${path}/edits`, { client, edits });
  }
  return `${server.origin}/p/${project}?seq=${last}`;
}

export function boxOf(at: number) {
  const digits = [at / DIGITS.length ** 2, at / DIGITS.length, at].map(
    (value) => DIGITS[Math.floor(value) % DIGITS.length],
  );
  return {
    ...{ type: ['rectangle', 'ellipse', 'diamond'][at % 3], index: `c${digits.join('')}`, seed: at + 1 },
    ...{ x: (at % COLUMNS) * 160, y: Math.floor(at / COLUMNS) * 120, width: 120, height: 80, angle: 0 },
    ...{ strokeColor: '#1e1e1e', backgroundColor: at % 4 ? 'transparent' : '#a5d8ff', fillStyle: 'solid' },
    ...{ strokeWidth: 2, strokeStyle: 'solid', roughness: 1, opacity: 100, roundness: { type: 3 } },
    ...{ groupIds: [], frameId: null, boundElements: [], link: null, locked: false },
  };
}

/** Mostly one object is moved; now and then ten together, or one goes and comes again. */
function changesOf(edit: number, objects: number) {
  const step = edit % 50;
  const at = placed(step < 2 ? Math.floor(edit / 50) * 50 : edit, objects);
  const id = `o${at}`;
  if (step === 0) return [{ op: 'delete', id }];
  if (step === 1) return [{ op: 'put', id, props: boxOf(at) }];
  const moved = step === 2 ? Array.from({ length: 10 }, (_, more) => placed(edit + more, objects)) : [at];
  return moved.map((one) => {
    const { x, y } = boxOf(one);
    return { op: 'patch', id: `o${one}`, set: { x: x + (edit % 40), y: y + (edit % 30) } };
  });
}

/** Objects in the middle of the board, one after the other. */
function placed(edit: number, objects: number): number {
  const [column, row] = [edit % SIDE, Math.floor(edit / SIDE) % SIDE];
  const [left, top] = [COLUMNS, objects / COLUMNS].map((count) => Math.floor((count - SIDE) / 2));
  return ((top as number) + row) * COLUMNS + (left as number) + column;
}

export async function post(url: string, body: unknown): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
