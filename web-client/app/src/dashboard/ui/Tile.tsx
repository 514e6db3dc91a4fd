import { useMemo } from 'react';
import { useStored } from '../../common/useStored.ts';
import type { Happened } from '../model/changes.ts';
import { type Figure, meaningOf, nameOf } from '../model/figures.ts';
import { tell } from '../model/format.ts';
import { cellOf, type Grid, seriesOf } from '../model/grid.ts';
import type { Known } from '../model/hour.ts';
import { nameOf as instanceName } from '../model/instances.ts';
import { inWords } from '../model/summary.ts';
import { Chart, type Cursor } from './Chart.tsx';

interface Props {
  figure: Figure;
  instances: readonly Known[];
  grid: Grid;
  happened: readonly Happened[];
  cursor: Cursor;
}

/** One figure: how it is now, or where the cursor is, and how it was in the last hour. */
export function Tile({ figure, instances, grid, happened, cursor }: Props) {
  const series = useMemo(() => seriesOf(figure, instances, grid), [figure, instances, grid]);
  const picture = useMemo(() => ({ figure, series, grid, happened }), [figure, series, grid, happened]);
  const at = useStored(cursor);
  const cell = (at === undefined ? undefined : cellOf(grid, at)) ?? grid.cells - 1;
  const value = series.values[cell] ?? null;
  const { figure: number, unit } = tell(value, figure.unit);
  const whose = instances.length > 1 ? instances[series.whose[cell] ?? -1] : undefined;
  return (
    <figure className="tile" title={meaningOf(figure)}>
      <figcaption>
        <span aria-hidden="true">{nameOf(figure)}</span>
        <span className="unseen">{inWords(figure, series, grid)}</span>
      </figcaption>
      <p className={`tile-value ${degree(figure, value)}`} aria-hidden="true">
        <strong>{number}</strong> {unit}
        {whose && <small>{instanceName(whose.report, instances)}</small>}
      </p>
      <Chart picture={picture} cursor={cursor} />
    </figure>
  );
}

function degree({ warnAt, badAt }: Figure, value: number | null): string {
  if (value === null) return 'unknown';
  if (badAt !== undefined && value >= badAt) return 'bad';
  return warnAt !== undefined && value >= warnAt ? 'late' : '';
}
