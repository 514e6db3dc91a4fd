import type { Page } from '@playwright/test';
import { Board } from '../e2e/board.ts';
import { longBoard } from '../e2e/longBoard.ts';
import { Past } from '../e2e/past.ts';
import { expect, test } from '../e2e/test.ts';
import { cpuOf, profiled } from './cpu.ts';
import { FIGURES } from './MedianReporter.ts';

const OBJECTS = 20_000;
const EVENTS = 1_000;
const MS = 10_000;
/** What is asked for, each second, on a core that nothing else uses. */
const STATES = 30;

test(`${OBJECTS} objects are scrubbed through`, async ({ person, server }) => {
  test.setTimeout(300_000);
  const address = await longBoard(server, OBJECTS, EVENTS);
  const board = await Board.open(await person(), address);
  const past = new Past(board);
  await past.shown();
  const figures: Record<string, States> = {};
  await scrubbed(board.page, MS / 2);
  figures['all objects'] = await profiled(board.page, 'far', () => scrubbed(board.page, MS));
  await board.page.getByRole('button', { name: 'Reset zoom' }).click();
  await board.page.waitForTimeout(1_000);
  figures['at 100 %'] = await profiled(board.page, 'near', () => scrubbed(board.page, MS));
  figures['at 100 %, to any state'] = await scrubbed(board.page, MS, true);
  await test.info().attach(FIGURES, { body: JSON.stringify(figures), contentType: 'application/json' });
  for (const [view, { cpu }] of Object.entries(figures))
    expect.soft(cpu, `of the CPU for a state, ${view}, in ms`).toBeLessThan(1_000 / STATES);
});

interface States {
  /** Drawn in a second. */
  readonly states: number;
  /** Milliseconds of CPU that the page's main thread took for each: what it would be on a core of its own. */
  readonly cpu: number;
  /** Milliseconds between two of them. */
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

/** Moves the slider in each frame, and counts the states that come on the canvas. */
async function scrubbed(page: Page, ms: number, anywhere = false): Promise<States> {
  const cpu = await cpuOf(page);
  const { count, ...figures } = await page.evaluate(
    async ([ms, anywhere]) => {
      const slider = document.querySelector<HTMLInputElement>('input[aria-label="Moment"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      if (!slider || !set) throw new Error('nothing is shown');
      const [min, max] = [Number(slider.min), Number(slider.max)];
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      let at = Number(slider.value);
      let drawn = window.easel?.elements?.();
      const began = await frame();
      for (let last = began; last - began < ms; ) {
        at = anywhere ? min + ((at - min + 383) % (max - min)) : at > min ? at - 1 : max;
        set.call(slider, String(at));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        const now = await frame();
        const elements = window.easel?.elements?.();
        if (elements === drawn) continue;
        drawn = elements;
        times.push(now - last);
        last = now;
      }
      times.sort((a, b) => a - b);
      const part = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
      return {
        count: times.length,
        states: Math.round((times.length / times.reduce((sum, time) => sum + time, 0)) * 10_000) / 10,
        ...{ p50: part(0.5), p95: part(0.95), worst: part(1) },
      };
    },
    [ms, anywhere] as const,
  );
  return { ...figures, cpu: Math.round((await cpu()) / count) };
}
