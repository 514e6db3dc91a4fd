import { useEffect, useRef } from 'react';
import { useTheme } from '../../common/theme.ts';
import type { Value } from '../../common/Value.ts';
import { type Picture, Plot } from './plot.ts';
import 'uplot/dist/uPlot.min.css';

/** The time that is looked at in all charts, in milliseconds since 1970; undefined: the newest. */
export type Cursor = Value<number | undefined>;

/** The drawing itself; whoever does not see it has the same in words beside it. */
export function Chart({ picture, cursor }: { picture: Picture; cursor: Cursor }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const first = useRef(picture);
  const theme = useTheme();
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = new Plot(place.current, first.current, cursor.set.bind(cursor));
    plot.current = made;
    const stop = cursor.subscribe(() => made.point(cursor.get()));
    return () => {
      stop();
      made.remove();
    };
  }, [cursor]);
  useEffect(() => plot.current?.show(picture), [picture]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme.
  useEffect(() => plot.current?.redraw(), [theme]);
  return <div className="chart" ref={place} aria-hidden="true" />;
}
