import { useState } from 'react';
import { t } from '../../words/dashboard.ts';
import { FIGURES, nameOf } from '../model/figures.ts';
import { clock, told } from '../model/format.ts';
import { gridOf, seriesOf } from '../model/grid.ts';
import type { Hour, Known } from '../model/hour.ts';
import { rowsOf } from '../model/summary.ts';

interface Props {
  hour: Hour;
  instances: readonly Known[];
}

/** The charts as a table. It is worked out only where somebody opens it. */
export function HourTable(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="hour" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('dashboard.numbers')}</summary>
      {isOpen && <Rows {...props} />}
    </details>
  );
}

function Rows({ hour, instances }: Props) {
  const grid = gridOf(hour);
  const rows = rowsOf(
    FIGURES.map((figure) => seriesOf(figure, instances, grid)),
    grid,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too.
    <section className="table-frame" tabIndex={0} aria-label={t('dashboard.numbers')}>
      <table>
        <caption>{t('dashboard.numbers.most')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.numbers.from')}</th>
            {FIGURES.map((figure) => (
              <th key={figure.of} scope="col">
                {nameOf(figure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{clock(at, at)}</th>
              {FIGURES.map(({ of, unit }, place) => (
                <td key={of}>{told(values[place], unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
