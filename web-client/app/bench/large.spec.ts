import type { Page } from '@playwright/test';
import { Board } from '../e2e/board.ts';
import { boxOf, post } from '../e2e/longBoard.ts';
import { unsentEdits } from '../e2e/network.ts';
import { expect, test } from '../e2e/test.ts';
import { cpuOf, heapOf, machine, profiled } from './cpu.ts';
import { largeBoard } from './largeBoard.ts';
import { FIGURES } from './MedianReporter.ts';
import { Neighbour } from './Neighbour.ts';

const OBJECTS = 50_000;
const SELECTED = 2_000;
/** How long each movement goes on. */
const MS = Number(process.env.EASEL_BENCH_MS ?? 10_000);
/** How long the selection is dragged while the server is away. */
const AWAY_MS = Number(process.env.EASEL_BENCH_AWAY_MS ?? 60_000);
/** How often others put 1,000 objects and delete them again. */
const ROUNDS = Number(process.env.EASEL_BENCH_ROUNDS ?? 40);
const AT_ONCE = 1_000;
/** What is asked for. */
const EDITABLE_MS = 3_000;
const [FRAMES, LEAST_FRAMES] = [30, 20];

test(`${OBJECTS} objects are worked with`, async ({ person, server }) => {
  test.setTimeout(1_800_000);
  const project = await largeBoard(server, OBJECTS);
  const page = await (await person()).newPage();
  const board = new Board(page);
  const movements: Record<string, Frames> = {};
  const measure = async (name: string, kind: Kind) => {
    movements[name] = await profiled(page, name.replaceAll(' ', '-'), () => frames(page, kind));
  };

  const opening = await opened(page, `${server.origin}/p/${project}`);
  await board.ready();
  const heap = await heapOf(page);

  const middle = await look(page, SELECTED);
  await measure('pan', 'pan');
  await measure('point', 'point');
  await look(page, SELECTED);
  await measure('drag', 'drag');
  await page.evaluate(() => window.easel?.project.flush());
  await look(page, 100);
  await measure('pan, 100 seen', 'pan');
  await look(page, 100);
  await measure('drag, 100 selected', 'drag');
  await look(page, SELECTED);

  const neighbour = await Neighbour.join(server.origin, project, middle);
  await measure('others draw', 'nothing');
  await measure('pan while others draw', 'pan');
  await look(page, SELECTED);
  await measure('drag while others draw', 'drag');
  await neighbour.leave();
  await page.evaluate(() => window.easel?.project.flush());
  const ofNight = await night(page, `${server.origin}/api/projects/${project}/edits`);

  await server.stop();
  await expect
    .poll(() => page.evaluate(() => window.easel?.project.status.away), { timeout: 30_000 })
    .toBe(true);
  movements['drag while offline'] = await profiled(page, 'offline', () => frames(page, 'drag', AWAY_MS));
  await page.waitForTimeout(3_000);
  const outbox = await unsentEdits(board);
  const told = await page.evaluate(() => window.easel?.project.saveState);
  await server.start();
  await expect.poll(() => board.saveState(), { timeout: 60_000 }).toBe('saved');

  const toldOf = told?.kind === 'offline' ? told.edits : Number.NaN;
  const offline = { outbox, told: toldOf };
  const figures = { opening: { ...opening, heap }, ...movements, 'a night': ofNight, offline };
  await test.info().attach(FIGURES, { body: JSON.stringify(figures), contentType: 'application/json' });
  expect.soft(opening.editable, 'to editable after the last byte, in ms').toBeLessThan(EDITABLE_MS);
  for (const [name, { frames, least, cpu }] of Object.entries(movements)) {
    expect.soft(1_000 / Math.max(cpu, 1), `frames of CPU, ${name}`).toBeGreaterThanOrEqual(FRAMES);
    expect.soft(frames, `frames, ${name}`).toBeGreaterThanOrEqual(FRAMES);
    expect.soft(least, `frames at the 5th percentile, ${name}`).toBeGreaterThanOrEqual(LEAST_FRAMES);
  }
  // It is one edit for the person. One edit takes 1,000 changes (`limits.changes`), and what is bound to the selected
  // objects goes with them: the server gets two or three.
  expect.soft(toldOf, 'changes that the person is told of').toBe(1);
  expect
    .soft(outbox, 'edits of a minute without a server')
    .toBeLessThanOrEqual(Math.ceil(SELECTED / 1_000) + 1);
});

type Kind = 'pan' | 'point' | 'drag' | 'nothing';

interface Frames {
  /** In a second, in the median. */
  readonly frames: number;
  /** In a second, at the 5th percentile. */
  readonly least: number;
  /** Milliseconds from one to the next. */
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** Milliseconds of CPU that the page's main thread took for each: what it would be on a core of its own. */
  readonly cpu: number;
  /** Of the machine's cores, in percent. */
  readonly busy: number;
  readonly taken: number;
  readonly load: number;
}

/** Opens the board, and tells how long that took, in milliseconds since the navigation. */
async function opened(page: Page, address: string) {
  await page.addInitScript(() => {
    const heard = { first: 0, last: 0, bytes: 0 };
    Object.assign(window, { heard });
    const { WebSocket } = window;
    class Heard extends WebSocket {
      constructor(...how: ConstructorParameters<typeof WebSocket>) {
        super(...how);
        this.addEventListener('message', ({ data }) => {
          const now = performance.now();
          if (!heard.last) heard.first ||= now;
          if (String(data).startsWith('{"type":"ready"')) heard.last ||= now;
          if (!heard.last) heard.bytes += data.length ?? data.size ?? data.byteLength;
        });
      }
    }
    window.WebSocket = Heard;
  });
  const cpu = await cpuOf(page);
  const state = machine();
  await page.goto(address);
  const at = await page.evaluate(
    (objects) =>
      new Promise<{ first: number; last: number; bytes: number; shown: number }>((resolve) => {
        const look = () => {
          const { easel, heard } = window as unknown as Window & {
            heard: { first: number; last: number; bytes: number };
          };
          const drawn = easel?.elements?.().length ?? 0;
          const isOpen = easel?.project.status.kind === 'live' && !document.querySelector('.opening');
          if (drawn < objects || !isOpen) requestAnimationFrame(look);
          // In the frame after it: then it is on the screen.
          else requestAnimationFrame(() => setTimeout(() => resolve({ ...heard, shown: performance.now() })));
        };
        look();
      }),
    OBJECTS,
  );
  return {
    firstByte: Math.round(at.first),
    lastByte: Math.round(at.last),
    shown: Math.round(at.shown),
    editable: Math.round(at.shown - at.last),
    megabytes: Math.round(at.bytes / 1e5) / 10,
    cpu: Math.round(await cpu()),
    ...state(),
  };
}

/** Looks at so many objects in the middle of the board, and selects them. Returns their middle, in the scene. */
function look(page: Page, count: number): Promise<readonly [number, number]> {
  return page.evaluate((count) => {
    const { canvas } = window.easel ?? {};
    const elements = canvas?.getSceneElements() ?? [];
    if (canvas === undefined) throw new Error('there is no canvas');
    const { width, height } = canvas.getAppState();
    const placed = elements.map((element) => ({
      id: element.id,
      x: element.x + element.width / 2,
      y: element.y + element.height / 2,
    }));
    const middleOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
    const [x, y] = [middleOf(placed.map(({ x }) => x)), middleOf(placed.map(({ y }) => y))];
    const away = (place: { x: number; y: number }) =>
      Math.max(Math.abs(place.x - x) / width, Math.abs(place.y - y) / height);
    const chosen = placed.sort((a, b) => away(a) - away(b)).slice(0, count);
    const value = Math.min(1, 0.5 / away(chosen.at(-1) ?? { x, y }));
    canvas.updateScene({
      appState: {
        zoom: { value: value as never },
        scrollX: width / 2 / value - x,
        scrollY: height / 2 / value - y,
        selectedElementIds: Object.fromEntries(chosen.map(({ id }) => [id, true as const])),
      },
    });
    return [x, y] as const;
  }, count);
}

/** Moves the view, the pointer or what is selected once in each frame, and looks how long the frames take. */
async function frames(page: Page, kind: Kind, ms = MS): Promise<Frames> {
  await page.waitForTimeout(1_000);
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const [x, y] = [size.width / 2, size.height / 2];
  await page.mouse.move(x, y);
  if (kind === 'drag') await page.mouse.down();
  const state = machine();
  const cpu = await cpuOf(page);
  const times = await page.evaluate(
    async ([kind, ms, x, y]) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const canvas = document.querySelector('canvas.interactive');
      const times: number[] = [];
      const began = await frame();
      for (let last = began, step = 1; last - began < ms; step++) {
        const angle = step / 10;
        if (kind === 'pan') {
          const [deltaX, deltaY] = [20 * Math.sin(angle), 20 * Math.cos(angle)];
          canvas?.dispatchEvent(
            new WheelEvent('wheel', {
              deltaX,
              deltaY,
              clientX: x,
              clientY: y,
              bubbles: true,
              cancelable: true,
            }),
          );
        } else if (kind !== 'nothing') {
          const [clientX, clientY] = [x + 150 * (1 - Math.cos(angle)), y + 150 * Math.sin(angle)];
          const how = {
            pointerId: 1,
            pointerType: 'mouse',
            isPrimary: true,
            buttons: kind === 'drag' ? 1 : 0,
          };
          canvas?.dispatchEvent(
            new PointerEvent('pointermove', { clientX, clientY, ...how, bubbles: true, cancelable: true }),
          );
        }
        const now = await frame();
        times.push(now - last);
        last = now;
      }
      return times;
    },
    [kind, ms, x, y] as const,
  );
  const used = (await cpu()) / times.length;
  const had = state();
  if (kind === 'drag') {
    // After a pan the pointer may be beside them: then it draws a rectangle that selects.
    expect(
      await page.evaluate(() => window.easel?.canvas?.getAppState().selectedElementsAreBeingDragged),
    ).toBe(true);
    await page.mouse.up();
  }
  times.sort((a, b) => a - b);
  const part = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  const [p50, p95] = [part(0.5), part(0.95)];
  return {
    ...{ frames: Math.round(1_000 / p50), least: Math.round(1_000 / p95) },
    ...{ p50, p95, worst: part(1), cpu: Math.round(used * 10) / 10 },
    ...had,
  };
}

/** Others put objects where this person looks, and delete them, again and again. */
async function night(page: Page, edits: string) {
  const client = crypto.randomUUID();
  const middle = await look(page, SELECTED);
  let edit = 0;
  const round = async () => {
    const ids = Array.from({ length: AT_ONCE }, (_, at) => ({ id: `night-${edit}-${at}`, at }));
    const puts = ids.map(({ id, at }) => {
      const place = { x: middle[0] + (at % 50) * 10, y: middle[1] + Math.floor(at / 50) * 10 };
      return {
        op: 'put',
        id,
        props: { ...boxOf(at), ...place, width: 8, height: 8, index: `d${String(at).padStart(4, '0')}` },
      };
    });
    await post(edits, { client, edits: [{ edit: ++edit, changes: puts }] });
    const last = ids.at(-1)?.id ?? '';
    const isHere = () =>
      page.evaluate((id) => window.easel?.elements?.().some((one) => one.id === id && !one.isDeleted), last);
    await expect.poll(isHere, { timeout: 60_000 }).toBe(true);
    const deletes = ids.map(({ id }) => ({ op: 'delete', id }));
    await post(edits, { client, edits: [{ edit: ++edit, changes: deletes }] });
    await expect.poll(isHere, { timeout: 60_000 }).toBe(false);
  };
  for (let warm = 0; warm < 3; warm++) await round();
  await page.waitForTimeout(2_000);
  const before = await heapOf(page);
  const state = machine();
  const cpu = await cpuOf(page);
  for (let number = 0; number < ROUNDS; number++) await round();
  const used = (await cpu()) / ROUNDS;
  const had = state();
  await page.waitForTimeout(2_000);
  const after = await heapOf(page);
  const left = await page.evaluate(
    () => window.easel?.elements?.().filter(({ isDeleted }) => isDeleted).length,
  );
  return {
    before,
    after,
    bytesEach: Math.round(((after - before) * 1e6) / ROUNDS / AT_ONCE),
    left,
    cpu: Math.round(used),
    ...had,
  };
}
