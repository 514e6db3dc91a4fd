import type { Page } from '@playwright/test';
import { Board } from './board.ts';
import { longBoard } from './longBoard.ts';
import { Past } from './past.ts';
import { expect, test } from './test.ts';

const OBJECTS = 4_000;

test('while it is scrubbed only what changes is drawn, and it looks as all of it does', async ({
  person,
  server,
}) => {
  const board = await Board.open(await person(), await longBoard(server, OBJECTS, 100));
  await new Past(board).shown();
  const compare = async (by: number) => {
    const { drawn, inMotion, atRest } = await scrubbed(board.page, by);
    expect(drawn).toBeGreaterThan(0);
    expect(drawn).toBeLessThan(OBJECTS / 2);
    expect(inMotion, `${by} from the state before`).toBe(atRest);
  };
  for (const by of [-2, -1, -60, 7]) await compare(by);
  await board.page.getByRole('button', { name: 'Reset zoom' }).click();
  for (const by of [-70, 50]) await compare(by);
});

test('all is there where the view is moved while it is scrubbed', async ({ person, server }) => {
  const board = await Board.open(await person(), await longBoard(server, OBJECTS, 100));
  await new Past(board).shown();
  const { page } = board;
  await page.mouse.move(450, 500);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  const { moved, all } = await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Moment"]');
    const frames = async (count: number) => {
      for (let at = 0; at < count; at++) await new Promise(requestAnimationFrame);
    };
    const back = async () => {
      slider?.stepDown();
      slider?.dispatchEvent(new Event('input', { bubbles: true }));
      await frames(2);
    };
    const there = () => window.easel?.elements?.().length ?? 0;
    for (let at = 0; at < 3; at++) await back();
    const part = there();
    document
      .querySelector('canvas.interactive')
      ?.dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true, cancelable: true }));
    await frames(2);
    const moved = { part, now: there(), pictures: document.querySelectorAll('canvas.static').length };
    return { moved, all: window.easel?.project.objects.size ?? 0 };
  });
  expect(moved.part).toBeLessThan(all / 2);
  expect(moved.now).toBeGreaterThan(all - 10);
  expect(moved.pictures).toBe(1);
});

/** Goes so many events further, in two steps, and reads what is seen before and after it has come to rest. */
function scrubbed(page: Page, by: number) {
  return page.evaluate(async (by) => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Moment"]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (!slider || !set) throw new Error('nothing is shown');
    const frame = () => new Promise(requestAnimationFrame);
    const go = async (to: number) => {
      set.call(slider, String(to));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await frame();
      await frame();
    };
    /** What is seen of the canvases of elements, the last one over the others. */
    const seen = () => {
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.excalidraw canvas.static')];
      const [first] = canvases;
      const all = document.createElement('canvas');
      [all.width, all.height] = [first?.width ?? 0, first?.height ?? 0];
      const context = all.getContext('2d');
      for (const canvas of canvases) {
        context?.save();
        const path = /^path\("(.*)"\)$/.exec(canvas.style.clipPath)?.[1];
        if (path !== undefined) context?.clip(new Path2D(path));
        context?.clearRect(0, 0, all.width, all.height);
        context?.drawImage(canvas, 0, 0);
        context?.restore();
      }
      return all.toDataURL();
    };
    const from = Number(slider.value);
    await go(from + Math.trunc(by / 2));
    await go(from + by);
    const inMotion = seen();
    const drawn = window.easel?.elements?.().length ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { drawn, inMotion, atRest: seen() };
  }, by);
}
