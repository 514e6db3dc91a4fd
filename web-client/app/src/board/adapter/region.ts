import type { Bounds } from './pick.ts';

/** The part of a scene that is seen: where it begins in the scene, its scale, and its size on the screen in pixels. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the screen. */
const CELL = 16;
/** How far beyond its bounds an element is drawn at most: in the scene, and on the screen. */
const BEYOND = 20;
const MARGIN = 4;

/** The part of what is seen in which something has changed, in square cells. It only grows. */
export class Region {
  readonly #view: Viewport;
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: Uint8Array;
  /** For each corner of cells, how many of them are in the region left of it and above it. */
  #sums: Uint32Array | undefined;

  constructor(view: Viewport) {
    this.#view = view;
    this.#columns = Math.ceil(view.width / CELL);
    this.#rows = Math.ceil(view.height / CELL);
    this.#cells = new Uint8Array(this.#columns * this.#rows);
  }

  /** Takes in where something is, or was, in the scene. */
  add(bounds: Bounds): void {
    const [left, top, right, bottom] = this.#around(bounds);
    for (let row = top; row < bottom; row++) {
      const begin = row * this.#columns;
      if (left < right) this.#cells.fill(1, begin + left, begin + right);
    }
    this.#sums = undefined;
  }

  /** Whether something there is drawn, in part, within the region. */
  touches(bounds: Bounds): boolean {
    const [left, top, right, bottom] = this.#around(bounds);
    if (left >= right || top >= bottom) return false;
    this.#sums ??= this.#summed();
    const wide = this.#columns + 1;
    const at = (row: number, column: number) => (this.#sums as Uint32Array)[row * wide + column] as number;
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left) > 0;
  }

  /** As a path of SVG, in pixels of the screen. */
  path(): string {
    let path = 'M0 0';
    for (let row = 0; row < this.#rows; row++) {
      for (let column = 0; column < this.#columns; column++) {
        const first = column;
        while (column < this.#columns && this.#cells[row * this.#columns + column]) column++;
        const count = column - first;
        if (count > 0) path += `M${first * CELL} ${row * CELL}h${count * CELL}v${CELL}h${-count * CELL}z`;
      }
    }
    return path;
  }

  /** The cells, from the first to behind the last, of what is drawn there. */
  #around([x1, y1, x2, y2]: Bounds): Bounds {
    const { left, top, scale } = this.#view;
    const margin = BEYOND * scale + MARGIN;
    const cell = (value: number, count: number) => Math.min(Math.max(Math.floor(value / CELL), 0), count);
    return [
      cell((x1 - left) * scale - margin, this.#columns),
      cell((y1 - top) * scale - margin, this.#rows),
      cell((x2 - left) * scale + margin + CELL, this.#columns),
      cell((y2 - top) * scale + margin + CELL, this.#rows),
    ];
  }

  #summed(): Uint32Array {
    const wide = this.#columns + 1;
    const sums = new Uint32Array(wide * (this.#rows + 1));
    for (let row = 0; row < this.#rows; row++) {
      let inRow = 0;
      for (let column = 0; column < this.#columns; column++) {
        inRow += this.#cells[row * this.#columns + column] as number;
        sums[(row + 1) * wide + column + 1] = (sums[row * wide + column + 1] as number) + inRow;
      }
    }
    return sums;
  }
}
