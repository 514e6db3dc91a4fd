import type { Figures } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import type { Figure } from './figures.ts';
import { measure } from './format.ts';
import { HOUR_MS, type Hour, type Known } from './hour.ts';

/** How many steps an instance may be behind the others for them to wait for it. */
const WAITED_FOR = 3;

/**
 * The hour, or the end of it, in steps: cell `n` begins at `first + n * step`. Of all instances, so that their figures
 * lie over each other.
 */
export interface Grid {
  readonly first: number;
  readonly step: number;
  readonly cells: number;
}

/** A figure over the hour. Null: it is not known. */
export interface Series {
  readonly values: Figures;
  /** Of the worst: whose it is in each cell, as a place in what was merged. */
  readonly whose: readonly number[];
}

/**
 * Ends with the last step that all who answer have told: else the newest sum would be that of those who were first.
 *
 * @param spanMs an hour at most
 */
export function gridOf(hour: Hour, spanMs = HOUR_MS): Grid {
  const { step } = hour;
  const cells = Math.floor(spanMs / step);
  const ends = hour.known.flatMap(({ report, steps }) =>
    report.steps === undefined ? [] : (steps.at.at(-1) ?? []),
  );
  const every = hour.known.flatMap(({ steps }) => steps.at.at(-1) ?? []);
  const newest = Math.max(...(ends.length > 0 ? ends : every), 0);
  const common = Math.min(...ends.filter((end) => end > newest - WAITED_FOR * step), newest);
  const last = newest === 0 ? Math.floor(hour.at / step) * step - step : cellBegin(common, step);
  return { first: last - (cells - 1) * step, step, cells };
}

/** How long it is, in words: `hour`, `10 minutes`. */
export function spanOf({ cells, step }: Grid): string {
  if (cells * step === HOUR_MS) return t('dashboard.span.hour');
  return t('dashboard.span.minutes', { count: Math.round((cells * step) / 60_000) });
}

export function timeOf(grid: Grid, cell: number): number {
  return grid.first + cell * grid.step;
}

/** Undefined outside of the hour. */
export function cellOf(grid: Grid, at: number): number | undefined {
  const cell = Math.floor((at - grid.first) / grid.step);
  return cell >= 0 && cell < grid.cells ? cell : undefined;
}

/** The figure of these instances together. Where only some are known, it is of those. */
export function seriesOf(figure: Figure, instances: readonly Known[], grid: Grid): Series {
  const values = new Array<number | null>(grid.cells).fill(null);
  const whose = new Array<number>(grid.cells).fill(-1);
  const share = figure.isRate ? 1_000 / grid.step : 1;
  instances.forEach(({ steps }, place) => {
    steps.at.forEach((at, row) => {
      const value = steps[figure.of][row];
      const cell = cellOf(grid, at);
      if (cell === undefined || value === null || value === undefined) return;
      const known = values[cell] ?? null;
      if (figure.merge === 'sum') values[cell] = (known ?? 0) + value * share;
      else if (known === null || value > known) {
        values[cell] = value * share;
        whose[cell] = place;
      }
    });
  });
  return { values, whose };
}

/** The cells whose neighbours are both unknown: a line does not show them. */
export function alone(values: Figures): number[] {
  return values.flatMap((value, cell) =>
    value !== null && (values[cell - 1] ?? null) === null && (values[cell + 1] ?? null) === null
      ? [cell]
      : [],
  );
}

/** The top of a scale: a round number in the unit that it is told in, so that it seldom moves. */
export function topOf(values: Figures, { height, unit }: Pick<Figure, 'height' | 'unit'>): number {
  const largest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  if (largest <= height) return height;
  const { size } = measure(largest, unit);
  const power = size * 10 ** Math.floor(Math.log10(largest / size));
  return power * ([1, 2, 5].find((times) => times * power >= largest) ?? 10);
}

function cellBegin(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
