import { useMemo, useState } from 'react';
import { useStored } from '../../common/useStored.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/dashboard.ts';
import type { Happened } from '../model/changes.ts';
import { FIGURES, GROUPS } from '../model/figures.ts';
import { clockSeconds } from '../model/format.ts';
import { cellOf, type Grid, gridOf, timeOf } from '../model/grid.ts';
import { HOUR_MS, type Hour, type Known } from '../model/hour.ts';
import type { Cursor } from './Chart.tsx';
import { Tile } from './Tile.tsx';

/** How much of the hour may be looked at, in milliseconds. */
const SPANS = [
  [HOUR_MS, 'dashboard.show.hour'],
  [600_000, 'dashboard.show.tenMinutes'],
] as const;

interface Props {
  hour: Hour;
  instances: readonly Known[];
  happened: readonly Happened[];
}

/** The last hour, a small chart for each figure; all show the same moment. */
export function Charts({ hour, instances, happened }: Props) {
  const cursor = useMemo<Cursor>(() => new Value<number | undefined>(undefined), []);
  const [span, setSpan] = useState<number>(HOUR_MS);
  const grid = useMemo(() => gridOf(hour, span), [hour, span]);
  const shown = { instances, happened, grid, cursor };
  return (
    <>
      <div className="moment">
        <select
          aria-label={t('dashboard.show')}
          value={span}
          onChange={({ target }) => {
            cursor.set(undefined);
            setSpan(Number(target.value));
          }}
        >
          {SPANS.map(([ms, name]) => (
            <option key={ms} value={ms}>
              {t(name)}
            </option>
          ))}
        </select>
        <Moment grid={grid} cursor={cursor} />
      </div>
      <div className="groups">
        {GROUPS.map((group) => (
          <section key={group} className={`group ${group}`} aria-label={t(`dashboard.group.${group}`)}>
            <h2>{t(`dashboard.group.${group}`)}</h2>
            <div className="tiles">
              {FIGURES.filter((figure) => figure.group === group).map((figure) => (
                <Tile key={figure.of} figure={figure} {...shown} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </>
  );
}

/** Which moment the figures are of: by the keyboard, too. At its right end it goes along with the time. */
function Moment({ grid, cursor }: { grid: Grid; cursor: Cursor }) {
  const at = useStored(cursor);
  const last = grid.cells - 1;
  const cell = (at === undefined ? undefined : cellOf(grid, at)) ?? last;
  const time = clockSeconds(timeOf(grid, cell));
  return (
    <>
      <input
        type="range"
        aria-label={t('dashboard.moment')}
        aria-valuetext={cell === last ? t('dashboard.moment.now') : time}
        min={0}
        max={last}
        value={cell}
        onChange={({ target }) => {
          const chosen = Number(target.value);
          cursor.set(chosen >= last ? undefined : timeOf(grid, chosen));
        }}
      />
      <span className="moment-time" aria-hidden="true">
        {cell === last ? t('dashboard.moment.now') : time}
      </span>
    </>
  );
}
