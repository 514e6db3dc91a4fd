import type { Page } from '@playwright/test';
import { Board, PIXEL } from './board.ts';
import { drawnBoard, drawnOf } from './drawnBoard.ts';
import { post } from './longBoard.ts';
import { expect, newProject, test } from './test.ts';

const OBJECTS = 900;

/**
 * What the page is asked about its canvases. In motion a colour may differ by a 255th or two: what is turned or lets
 * through what is below is computed otherwise in a part than in the whole. At rest nothing differs.
 */
interface Watch {
  frames(count: number): Promise<void>;
  /** Waits until nothing has been drawn for some frames, though not so long that all is drawn again. */
  drawn(): Promise<void>;
  /** What is on a canvas now. */
  picture(name: Canvas): HTMLCanvasElement;
  /** How many pixels differ, by more than so much in any colour. */
  different(a: HTMLCanvasElement, b: HTMLCanvasElement, by: number): number;
  /** Whether anything is on it. */
  isEmpty(a: HTMLCanvasElement): boolean;
  /** Waits until nothing has been drawn for a while. */
  rested(): Promise<void>;
  /** Has all of it drawn anew. */
  redrawn(): Promise<void>;
  /** How many pictures were drawn on the canvas of elements, in each frame since the last call in which any was. */
  counts(): number[];
}

type Canvas = 'static' | 'interactive';
type Watched = Window & { watch: Watch };

test('a board that is moved looks as one that is drawn anew, and only its edge is drawn', async ({
  person,
  server,
}) => {
  const address = `${server.origin}/p/${await drawnBoard(server, OBJECTS, true)}`;
  const page = await opened(await (await person()).newPage(), address);
  for (const zoom of [1, 0.371]) {
    await look(page, zoom);
    const { different, least, seen } = await moved(page);
    expect(different, `pixels that differ at ${zoom}`).toEqual([0, 0]);
    expect(least, `drawn of ${seen} at ${zoom}`).toBeLessThan(seen / 2);
  }
});

test('so it does in the dark, with two pixels for one', async ({ browser, server }) => {
  const address = `${server.origin}/p/${await drawnBoard(server, OBJECTS)}`;
  const context = await browser.newContext({ deviceScaleFactor: 2, colorScheme: 'dark' });
  try {
    const page = await opened(await context.newPage(), address);
    await look(page, 0.613);
    const { different, least, seen } = await moved(page);
    expect(different).toEqual([0, 0]);
    expect(least).toBeLessThan(seen / 2);
    expect(await changedByOthers(page, address)).toEqual({ different: 0, few: true });
  } finally {
    await context.close();
  }
});

test('what others change looks as a board that is drawn anew, and only that is drawn', async ({
  person,
  server,
}) => {
  const address = `${server.origin}/p/${await drawnBoard(server, OBJECTS)}`;
  const page = await opened(await (await person()).newPage(), address);
  for (const zoom of [1, 0.371]) {
    await look(page, zoom);
    expect(await changedByOthers(page, address), `at ${zoom}`).toEqual({ different: 0, few: true });
  }
});

test('what is dragged looks as it does when it is let go, and leaves nothing behind', async ({
  person,
  server,
}) => {
  const address = `${server.origin}/p/${await drawnBoard(server, OBJECTS)}`;
  const page = await opened(await (await person()).newPage(), address);
  for (const [zoom, from, to] of [
    // Few of them, then so many that they are drawn as one picture, below others and above others.
    [0.371, 400, 410],
    [0.371, 300, 600],
    [0.733, 300, 600],
  ] as const) {
    await look(page, zoom);
    const at = await select(page, from, to);
    await page.mouse.move(...at);
    await page.mouse.down();
    // In steps of whole pixels.
    await page.mouse.move(at[0] + 10, at[1] + 10, { steps: 2 });
    await page.mouse.move(at[0] + 37, at[1] - 23, { steps: 3 });
    const during = await page.evaluate(async () => {
      const { watch } = window as unknown as Watched;
      await watch.drawn();
      const [elements, marks] = [watch.picture('static'), watch.picture('interactive')];
      await watch.rested();
      return [
        watch.different(elements, watch.picture('static'), 4),
        watch.different(marks, watch.picture('interactive'), 4),
      ];
    });
    const [elements, marks] = during;
    expect(elements, `while ${from} to ${to} are dragged at ${zoom}`).toBe(0);
    // The dashes of the outline around all may begin elsewhere; the outlines of all are a hundred times as many pixels.
    expect(marks, `outlines of ${from} to ${to} at ${zoom}`).toBeLessThan(2_000);
    // Back and forth, so that some leave the view and come again.
    await page.mouse.move(at[0] - 390, at[1] - 23, { steps: 4 });
    await page.mouse.move(at[0] + 55, at[1] + 41, { steps: 4 });
    await page.mouse.up();
    expect(await asDrawnAnew(page), `after ${from} to ${to} are dragged at ${zoom}`).toEqual([0, 0]);
  }
});

test('what is drawn on a canvas of few objects, selected, deleted and undone leaves nothing behind', async ({
  person,
  server,
}) => {
  const address = `${server.origin}/p/${await newProject(server)}`;
  const page = await opened(await (await person()).newPage(), address);
  const board = new Board(page);
  await board.rectangle([400, 300], [600, 420]);
  await board.rectangle([450, 350], [700, 500]);
  await page.keyboard.press('Escape');
  await board.drag([400, 350], [480, 390]);
  expect(await asDrawnAnew(page)).toEqual([0, 0]);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  expect(
    await page.evaluate(async () => {
      const { watch } = window as unknown as Watched;
      await watch.drawn();
      return watch.isEmpty(watch.picture('static'));
    }),
  ).toBe(true);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await board.types()).length).toBe(2);
  expect(await asDrawnAnew(page)).toEqual([0, 0]);
  await board.drop('dot.png', 'image/png', PIXEL);
  await expect.poll(() => board.types()).toContain('image');
  await page.evaluate(() => (window as unknown as Watched).watch.rested());
  expect(await asDrawnAnew(page)).toEqual([0, 0]);
  // With a grid, all is drawn at each change.
  await page.keyboard.press("ControlOrMeta+'");
  await page.mouse.move(500, 400);
  await page.mouse.wheel(13, 7);
  expect(await asDrawnAnew(page)).toEqual([0, 0]);
});

test('nothing is lost where a canvas has no whole number of pixels', async ({ browser, server }) => {
  const address = `${server.origin}/p/${await drawnBoard(server, OBJECTS)}`;
  const context = await browser.newContext({
    deviceScaleFactor: 1.25,
    viewport: { width: 1281, height: 721 },
  });
  try {
    const page = await opened(await context.newPage(), address);
    await look(page, 0.733);
    const before = await page.evaluate(() => {
      const { watch } = window as unknown as Watched;
      const picture = watch.picture('static');
      return { area: picture.width * picture.height, isEmpty: watch.isEmpty(picture) };
    });
    expect(before).toEqual({ area: 1601 * 901, isEmpty: false });
    // Excalidraw gives the canvas its size again at whatever happens.
    await page.evaluate(() => (window as unknown as Watched).watch.counts());
    await select(page, 400, 402);
    expect(await asDrawnAnew(page)).toEqual([0, 0]);
    const { different, least, seen } = await moved(page);
    const [elements, marks] = different;
    expect(elements).toBe(0);
    // Corners of outlines may be rounded otherwise where a pixel is no whole one; an outline is a thousand of them.
    expect(marks).toBeLessThan(50);
    expect(least).toBeLessThan(seen / 2);
    expect(await changedByOthers(page, address)).toEqual({ different: 0, few: true });
    // Something empties it.
    await page.evaluate(async () => {
      const { watch } = window as unknown as Watched;
      const canvas = document.querySelector<HTMLCanvasElement>('.excalidraw canvas.static');
      if (canvas === null) throw new Error('there is no canvas');
      canvas.width = 1601;
      canvas.dispatchEvent(new Event('contextrestored'));
      await watch.frames(2);
    });
    expect(await asDrawnAnew(page)).toEqual([0, 0]);
  } finally {
    await context.close();
  }
});

/** Opens a board, and watches what is drawn on it. */
async function opened(page: Page, address: string): Promise<Page> {
  await page.addInitScript(() => {
    const canvasOf = (name: Canvas) =>
      document.querySelector<HTMLCanvasElement>(`.excalidraw canvas.${name}`) as HTMLCanvasElement;
    let [counts, count, draws] = [[] as number[], 0, 0];
    const { drawImage, setTransform } = CanvasRenderingContext2D.prototype;
    // Each drawing of a canvas begins with it.
    CanvasRenderingContext2D.prototype.setTransform = function (...how: unknown[]) {
      draws++;
      Reflect.apply(setTransform, this, how);
    };
    CanvasRenderingContext2D.prototype.drawImage = function (...how: unknown[]) {
      if (this.canvas.classList.contains('static')) count++;
      Reflect.apply(drawImage, this, how);
    };
    const each = () => {
      if (count > 0) counts.push(count);
      count = 0;
      requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
    const pixels = (canvas: HTMLCanvasElement) =>
      canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ??
      new Uint8ClampedArray();
    const watch: Watch = {
      frames: async (left) => {
        for (; left > 0; left--) await new Promise(requestAnimationFrame);
      },
      drawn: async () => {
        for (let [still, last] = [0, -1]; still < 8; still = last === draws ? still + 1 : 0) {
          last = draws;
          await watch.frames(1);
          // What React has put off comes first.
          await new Promise((resolve) => setTimeout(resolve));
        }
      },
      picture: (name) => {
        const [canvas, copy] = [canvasOf(name), document.createElement('canvas')];
        [copy.width, copy.height] = [canvas.width, canvas.height];
        copy.getContext('2d')?.drawImage(canvas, 0, 0);
        return copy;
      },
      different: (a, b, by) => {
        const [one, other] = [pixels(a), pixels(b)];
        if (one.length !== other.length) return Number.POSITIVE_INFINITY;
        let different = 0;
        for (let at = 0; at < one.length; at += 4)
          for (let part = at; part < at + 4; part++)
            if (Math.abs((one[part] as number) - (other[part] as number)) > by) {
              different++;
              break;
            }
        return different;
      },
      isEmpty: (canvas) => pixels(canvas).every((part, at, all) => part === all[at % 4]),
      rested: async () => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        await watch.drawn();
      },
      redrawn: async () => {
        const { canvas } = window.easel ?? {};
        const { zoom } = canvas?.getAppState() ?? {};
        if (canvas === undefined || zoom === undefined) throw new Error('there is no canvas');
        canvas.updateScene({ appState: { zoom: { value: (zoom.value * 2) as never } } });
        await watch.rested();
        canvas.updateScene({ appState: { zoom } });
        await watch.rested();
      },
      counts: () => {
        const all = counts;
        counts = [];
        return all;
      },
    };
    Object.assign(window, { watch });
  });
  await page.goto(address);
  await new Board(page).ready();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** Looks at the middle of the objects, none of which is in the middle between two pixels: either could be its place. */
function look(page: Page, zoom: number): Promise<void> {
  return page.evaluate(async (zoom) => {
    const { watch } = window as unknown as Watched;
    const { canvas } = window.easel ?? {};
    const { width, height } = canvas?.getAppState() ?? { width: 0, height: 0 };
    canvas?.updateScene({
      appState: {
        zoom: { value: zoom as never },
        scrollX: width / 2 / zoom - 1_950.1234,
        scrollY: height / 2 / zoom - 1_350.4321,
        selectedElementIds: {},
      },
    });
    // The fonts of what is seen for the first time come later.
    await watch.frames(3);
    await document.fonts.ready;
    await watch.rested();
  }, zoom);
}

/** Moves the view, a little in each frame. Returns what differs from a board that is drawn anew, twice. */
function moved(page: Page) {
  return page.evaluate(async () => {
    const { watch } = window as unknown as Watched;
    const canvas = document.querySelector('canvas.interactive');
    const different: number[] = [];
    const least: number[] = [];
    for (const [across, down] of [
      [17, -11],
      [-29, 23],
    ] as const) {
      watch.counts();
      for (let step = 0; step < 12; step++) {
        const how = { deltaX: across, deltaY: down, clientX: 600, clientY: 400 };
        canvas?.dispatchEvent(new WheelEvent('wheel', { ...how, bubbles: true, cancelable: true }));
        await watch.frames(1);
      }
      await watch.drawn();
      const inMotion = watch.picture('static');
      least.push(Math.min(...watch.counts()));
      await watch.redrawn();
      different.push(watch.different(inMotion, watch.picture('static'), 2));
    }
    const { canvas: board } = window.easel ?? {};
    const { scrollX, scrollY, width, height, zoom } = board?.getAppState() ?? {};
    const [right, bottom] = [(width ?? 0) / (zoom?.value ?? 1), (height ?? 0) / (zoom?.value ?? 1)];
    const seen = board
      ?.getSceneElements()
      .filter(
        ({ x, y }) =>
          x > -(scrollX ?? 0) &&
          x < right - (scrollX ?? 0) &&
          y > -(scrollY ?? 0) &&
          y < bottom - (scrollY ?? 0),
      );
    return { different, least: Math.max(...least), seen: seen?.length ?? 0 };
  });
}

/** Others move, delete and add what is in the middle. */
async function changedByOthers(page: Page, address: string) {
  const project = address.split('/').at(-1);
  const middle = await page.evaluate(() => {
    const { watch } = window as unknown as Watched;
    watch.counts();
    const { canvas } = window.easel ?? {};
    const near = (canvas?.getSceneElements() ?? []).filter(
      ({ x, y, id }) => Math.abs(x - 1_950) < 400 && Math.abs(y - 1_350) < 250 && /^o\d+$/.test(id),
    );
    return near.map(({ id, x, y }) => ({ id, x, y }));
  });
  const last = crypto.randomUUID();
  const [one, two, three, four] = middle as [Placed, Placed, Placed, Placed];
  const changes = [
    { op: 'patch', id: one.id, set: { x: one.x + 35, y: one.y + 20 } },
    { op: 'patch', id: two.id, set: { opacity: 60, angle: 0.3 } },
    { op: 'delete', id: three.id },
    { op: 'patch', id: four.id, set: { strokeColor: '#e03131' } },
    {
      op: 'put',
      id: last,
      props: { ...drawnOf(0)[0], id: undefined, x: four.x + 15, y: four.y + 15, index: 'zz' },
    },
  ];
  const edits = [{ edit: 1, changes: changes.map((change) => JSON.parse(JSON.stringify(change))) }];
  await post(`${new URL(address).origin}/api/projects/${project}/edits`, {
    client: crypto.randomUUID(),
    edits,
  });
  return page.evaluate(async (last) => {
    const { watch } = window as unknown as Watched;
    while (!window.easel?.elements?.().some(({ id }) => id === last)) await watch.frames(1);
    await watch.drawn();
    const then = watch.picture('static');
    const counts = watch.counts();
    await watch.redrawn();
    const now = watch.picture('static');
    const whole = Math.max(...watch.counts());
    return { different: watch.different(then, now, 2), few: Math.min(...counts) < whole / 2 };
  }, last);
}

interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Selects objects by their numbers. Returns a place on the page at which one of them can be dragged. */
function select(page: Page, from: number, to: number): Promise<[number, number]> {
  return page.evaluate(
    async ([from, to]) => {
      const { watch } = window as unknown as Watched;
      const { canvas } = window.easel ?? {};
      const chosen = (canvas?.getSceneElements() ?? []).filter(({ id }) => {
        const number = Number(/^o(\d+)/.exec(id)?.[1] ?? -1);
        return number >= from && number < to;
      });
      canvas?.updateScene({
        appState: { selectedElementIds: Object.fromEntries(chosen.map(({ id }) => [id, true as const])) },
      });
      await watch.rested();
      const { scrollX = 0, scrollY = 0, zoom, offsetLeft = 0, offsetTop = 0 } = canvas?.getAppState() ?? {};
      const middle =
        chosen.find(
          ({ type, x, y }) => type === 'text' && Math.abs(x - 1_950) < 500 && Math.abs(y - 1_350) < 400,
        ) ?? chosen[0];
      const scale = zoom?.value ?? 1;
      return [
        Math.round(((middle?.x ?? 0) + 40 + scrollX) * scale + offsetLeft),
        Math.round(((middle?.y ?? 0) + 12 + scrollY) * scale + offsetTop),
      ] as [number, number];
    },
    [from, to] as const,
  );
}

/** How many pixels of the elements differ from a board that is drawn anew: now, and when all has come to rest. */
function asDrawnAnew(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { watch } = window as unknown as Watched;
    await watch.drawn();
    const now = watch.picture('static');
    await watch.rested();
    const rested = watch.picture('static');
    await watch.redrawn();
    const anew = watch.picture('static');
    return [watch.different(now, anew, 2), watch.different(rested, anew, 0)];
  });
}
