import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { Page } from '@playwright/test';

/**
 * From now on. Returns how many milliseconds of CPU the page's main thread has taken: what it would take on a core of
 * its own.
 */
export async function cpuOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const before = await busy();
  return async () => {
    const taken = (await busy()) - before;
    await session.detach();
    return taken;
  };
}

/** Megabytes of the page's heap that something still needs. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Math.round(usedSize / 1e5) / 10;
}

/** Where `EASEL_BENCH_PROFILE` names a folder, what the CPU did is written there, for the browser's developer tools. */
export async function profiled<T>(page: Page, name: string, work: () => Promise<T>): Promise<T> {
  const folder = process.env.EASEL_BENCH_PROFILE;
  if (folder === undefined) return work();
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const result = await work();
  const { profile } = await session.send('Profiler.stop');
  writeFileSync(`${folder}/${name}.cpuprofile`, JSON.stringify(profile));
  await session.detach();
  return result;
}

/**
 * From now on. Returns what the machine had for all that ran on it: the part of its cores that was busy, the part that
 * the host took away, both in percent, and how many wanted to run.
 */
export function machine(): () => { readonly busy: number; readonly taken: number; readonly load: number } {
  const before = ticks();
  return () => {
    const [all, idle, stolen] = ticks().map((value, at) => value - (before[at] ?? 0)) as [
      number,
      number,
      number,
    ];
    const part = (of: number) => Math.round((of / Math.max(1, all)) * 100);
    return { busy: part(all - idle - stolen), taken: part(stolen), load: Math.round(loadavg()[0] ?? 0) };
  };
}

/** Of all cores since the start of the machine: all ticks, idle ones, and those that the host took. */
function ticks(): readonly number[] {
  try {
    const fields =
      readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
    const [, , , idle = 0, waiting = 0, , , stolen = 0] = fields;
    return [fields.reduce((sum, value) => sum + value, 0), idle + waiting, stolen];
  } catch {
    const times = cpus().map((core) => core.times);
    const idle = times.reduce((sum, time) => sum + time.idle, 0);
    return [times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle), idle, 0];
  }
}
