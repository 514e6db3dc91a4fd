import type { Figures } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import { type Figure, meaningOf, nameOf } from './figures.ts';
import { clock, spoken } from './format.ts';
import { type Grid, type Series, spanOf, timeOf } from './grid.ts';

/** How much a row of the table stands for. */
const ROW_MS = 300_000;

/** A chart in words, for those who do not see it. */
export function inWords(figure: Figure, { values }: Series, grid: Grid): string {
  const { unit } = figure;
  const said = { name: nameOf(figure), means: meaningOf(figure) };
  const known = values.flatMap((value, cell) => (value === null ? [] : [{ value, cell }]));
  const most = known.reduce((a, b) => (b.value > a.value ? b : a), known[0] ?? { value: 0, cell: 0 });
  if (known.length === 0) return t('dashboard.chart.unknown', said);
  const least = Math.min(...known.map(({ value }) => value));
  const told = { ...said, now: spoken(values.at(-1), unit), span: spanOf(grid), gaps: gaps(values, grid) };
  if (least === most.value) return t('dashboard.chart.same', told);
  return t('dashboard.chart.range', {
    ...told,
    least: spoken(least, unit),
    most: spoken(most.value, unit),
    when: clock(timeOf(grid, most.cell), timeOf(grid, grid.cells - 1)),
  });
}

/** How long nothing is known of, since the first that is. */
function gaps(values: Figures, { step }: Grid): string {
  const first = values.findIndex((value) => value !== null);
  const missing = values.slice(first).filter((value) => value === null).length;
  const minutes = Math.round((missing * step) / 60_000);
  return minutes < 1 ? '' : t('dashboard.chart.gaps', { count: minutes });
}

/** The hour in numbers: for each five minutes, the newest first, what a figure was at most. */
export interface Row {
  readonly at: number;
  readonly values: Figures;
}

export function rowsOf(all: readonly Series[], grid: Grid): readonly Row[] {
  const cells = Math.round(ROW_MS / grid.step);
  const rows: Row[] = [];
  for (let end = grid.cells; end > 0; end -= cells) {
    const begin = Math.max(0, end - cells);
    rows.push({ at: timeOf(grid, begin), values: all.map(({ values }) => most(values.slice(begin, end))) });
  }
  return rows;
}

function most(values: Figures): number | null {
  return values.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}
