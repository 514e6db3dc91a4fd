/** Left, top, right and bottom, in scene coordinates. */
export type Bounds = readonly [left: number, top: number, right: number, bottom: number];

/** The same in pixels: left, top, width and height. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** The part of a scene that is seen: where it begins in the scene, its scale, and its size in pixels. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels. */
const CELL = 16;
/** How far beyond its bounds an element is drawn at most: in the scene, and in pixels. */
export const BEYOND = 20;
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
    this.#fill(this.#around(bounds));
  }

  /** Takes in a box of what is seen, in pixels. */
  addBox([left, top, width, height]: Box): void {
    const [columns, rows] = [this.#columns, this.#rows];
    this.#fill([
      cellOf(left, columns),
      cellOf(top, rows),
      cellOf(left + width + CELL - 1, columns),
      cellOf(top + height + CELL - 1, rows),
    ]);
  }

  #fill([left, top, right, bottom]: Bounds): void {
    for (let row = top; row < bottom; row++) {
      const begin = row * this.#columns;
      if (left < right) this.#cells.fill(1, begin + left, begin + right);
    }
    this.#sums = undefined;
  }

  /** Whether something there is drawn, in part, within the region. */
  touches(bounds: Bounds): boolean {
    const [left, top, right, bottom] = this.#around(bounds);
    return left < right && top < bottom && this.#count(left, top, right, bottom) > 0;
  }

  /** How much of what is seen it is: from 0 to 1. */
  share(): number {
    return this.#count(0, 0, this.#columns, this.#rows) / Math.max(1, this.#columns * this.#rows);
  }

  /** It, in boxes that do not overlap. Those at the edge may reach beyond what is seen. */
  boxes(): readonly Box[] {
    const boxes: Box[] = [];
    /** Boxes that end with the row before, by where they begin. */
    let above = new Map<number, number>();
    for (let row = 0; row < this.#rows; row++) {
      const these = new Map<number, number>();
      for (let column = 0; column < this.#columns; column++) {
        const first = column;
        while (column < this.#columns && this.#cells[row * this.#columns + column]) column++;
        if (column === first) continue;
        const [left, width] = [first * CELL, (column - first) * CELL];
        const at = above.get(left) ?? -1;
        const [, top = 0, wide, high = 0] = boxes[at] ?? [];
        if (wide === width) {
          boxes[at] = [left, top, width, high + CELL];
          these.set(left, at);
        } else these.set(left, boxes.push([left, row * CELL, width, CELL]) - 1);
      }
      above = these;
    }
    return boxes;
  }

  /** As a path of SVG, in pixels. */
  path(): string {
    const parts = this.boxes().map(
      ([left, top, width, height]) => `M${left} ${top}h${width}v${height}h${-width}z`,
    );
    return `M0 0${parts.join('')}`;
  }

  /** The cells, from the first to behind the last, of what is drawn there. */
  #around([x1, y1, x2, y2]: Bounds): Bounds {
    const { left, top, scale } = this.#view;
    const margin = BEYOND * scale + MARGIN;
    return [
      cellOf((x1 - left) * scale - margin, this.#columns),
      cellOf((y1 - top) * scale - margin, this.#rows),
      cellOf((x2 - left) * scale + margin + CELL, this.#columns),
      cellOf((y2 - top) * scale + margin + CELL, this.#rows),
    ];
  }

  /** How many of these cells are in it. */
  #count(left: number, top: number, right: number, bottom: number): number {
    this.#sums ??= this.#summed();
    const [sums, wide] = [this.#sums, this.#columns + 1];
    const at = (row: number, column: number) => sums[row * wide + column] as number;
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
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

function cellOf(pixels: number, count: number): number {
  return Math.min(Math.max(Math.floor(pixels / CELL), 0), count);
}
