import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Of one run: what was measured, and each of its figures. */
export type Figures = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The attachment of a test that holds its {@link Figures}, as JSON. */
export const FIGURES = 'figures';

/**
 * Prints the medians of all runs of a test. Where `EASEL_BENCH_RESULTS` names a folder, the figures of each run are
 * kept there.
 */
export default class MedianReporter implements Reporter {
  readonly #runs = new Map<string, Figures[]>();

  onTestEnd({ location }: TestCase, { attachments }: TestResult): void {
    const body = attachments.find(({ name }) => name === FIGURES)?.body;
    if (body === undefined) return;
    const name = basename(location.file, '.spec.ts');
    this.#runs.set(name, [...(this.#runs.get(name) ?? []), JSON.parse(String(body))]);
  }

  onEnd(): void {
    const folder = process.env.EASEL_BENCH_RESULTS;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    for (const [name, runs] of this.#runs) {
      console.log(`${name}, medians of ${runs.length}:`);
      console.table(medians(runs));
      if (folder !== undefined)
        writeFileSync(join(folder, `browser-${name}.json`), JSON.stringify(runs, null, 2));
    }
  }

  printsToStdio(): boolean {
    return true;
  }
}

function medians(runs: readonly Figures[]): Figures {
  const of = (measured: string, figure: string) =>
    median(runs.flatMap((run) => run[measured]?.[figure] ?? []));
  return Object.fromEntries(
    Object.entries(runs[0] ?? {}).map(([measured, figures]) => [
      measured,
      Object.fromEntries(Object.keys(figures).map((figure) => [figure, of(measured, figure)])),
    ]),
  );
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const [below, above] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  return Math.round((((below ?? Number.NaN) + (above ?? Number.NaN)) / 2) * 10) / 10;
}
