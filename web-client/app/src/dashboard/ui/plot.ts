import uPlot from 'uplot';
import type { Happened } from '../model/changes.ts';
import type { Figure } from '../model/figures.ts';
import { clock, told } from '../model/format.ts';
import { alone, cellOf, type Grid, type Series, timeOf, topOf } from '../model/grid.ts';

/** Between two times that are written below a chart: of one that shows more than so long, and of others. */
const LONG_MS = 20 * 60_000;
const SHORT_MS = 5 * 60_000;
const HEIGHT = 92;
const FONT = '11px system-ui, sans-serif';

/** What a chart shows. */
export interface Picture {
  readonly figure: Figure;
  readonly series: Series;
  readonly grid: Grid;
  readonly happened: readonly Happened[];
}

/** One chart, drawn in the page's colours as they are when it is drawn. Whoever makes it takes it away. */
export class Plot {
  readonly #plot: uPlot;
  readonly #place: HTMLElement;
  readonly #resized: ResizeObserver;
  #picture: Picture;
  #cursor: number | undefined;

  /** @param onPoint the time that somebody points at; undefined: nobody does any more */
  constructor(place: HTMLElement, picture: Picture, onPoint: (at: number | undefined) => void) {
    this.#place = place;
    this.#picture = picture;
    this.#plot = new uPlot(this.#options(), this.#columns(), place);
    const { over } = this.#plot;
    over.addEventListener('pointermove', ({ clientX }) => {
      const at = this.#plot.posToVal(clientX - over.getBoundingClientRect().left, 'x');
      onPoint(this.#cellBegin(at));
    });
    over.addEventListener('pointerleave', () => onPoint(undefined));
    this.#resized = new ResizeObserver(() => {
      this.#plot.setSize({ width: place.clientWidth, height: HEIGHT });
      this.point(this.#cursor);
    });
    this.#resized.observe(place);
  }

  show(picture: Picture): void {
    this.#picture = picture;
    this.#plot.setData(this.#columns());
    this.point(this.#cursor);
  }

  /** Draws it once more, after the colours have changed. */
  redraw(): void {
    this.#plot.redraw(false, true);
  }

  /** Moves the line that all charts share. */
  point(at: number | undefined): void {
    this.#cursor = at;
    const left = at === undefined ? -10 : this.#plot.valToPos(at, 'x');
    this.#plot.setCursor({ left, top: at === undefined ? -10 : 1 }, false);
  }

  remove(): void {
    this.#resized.disconnect();
    this.#plot.destroy();
  }

  #cellBegin(at: number): number | undefined {
    const { grid } = this.#picture;
    const cell = cellOf(grid, at + grid.step / 2);
    return cell === undefined ? undefined : timeOf(grid, cell);
  }

  #columns(): uPlot.AlignedData {
    const { grid, series } = this.#picture;
    return [Array.from({ length: grid.cells }, (_, cell) => timeOf(grid, cell)), [...series.values]];
  }

  #color(name: string): string {
    return getComputedStyle(this.#place).getPropertyValue(name);
  }

  #options(): uPlot.Options {
    const ends = () => {
      const { grid } = this.#picture;
      return [grid.first, timeOf(grid, grid.cells - 1)] as [number, number];
    };
    const top = () => topOf(this.#picture.series.values, this.#picture.figure);
    const text = { font: FONT, stroke: () => this.#color('--muted'), gap: 4, ticks: { show: false } };
    return {
      width: this.#place.clientWidth,
      height: HEIGHT,
      ms: 1,
      padding: [6, 6, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
      scales: { x: { time: true, range: ends }, y: { range: () => [0, top()] } },
      series: [
        {},
        {
          stroke: () => this.#color('--accent'),
          fill: () => this.#color('--chart-fill'),
          width: 1.5,
          points: { show: false, size: 3, filter: () => alone(this.#picture.series.values) },
        },
      ],
      axes: [
        {
          ...text,
          size: 18,
          grid: { show: false },
          splits: () => ticks(...ends()),
          values: (_, splits) => splits.map((at) => clock(at, at)),
        },
        {
          ...text,
          size: 50,
          grid: { stroke: () => this.#color('--line'), width: 1 },
          splits: () => [0, top() / 2, top()],
          values: (_, splits) =>
            splits.map((value) => (value === 0 ? '0' : told(value, this.#picture.figure.unit))),
        },
      ],
      hooks: { drawClear: [(plot) => this.#mark(plot)] },
    };
  }

  /** Below the line: where something changed. */
  #mark(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const color = {
      instance: this.#color('--chart-instance'),
      move: this.#color('--warn'),
      content: this.#color('--good'),
    };
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    for (const { at, mark } of this.#picture.happened) {
      const x = Math.round(plot.valToPos(at, 'x', true)) + 0.5;
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.strokeStyle = color[mark];
      ctx.setLineDash(mark === 'instance' ? [] : [2 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }
}

function ticks(first: number, last: number): number[] {
  const at: number[] = [];
  const apart = last - first > LONG_MS ? LONG_MS : SHORT_MS;
  for (let tick = Math.ceil(first / apart) * apart; tick <= last; tick += apart) at.push(tick);
  return at;
}
