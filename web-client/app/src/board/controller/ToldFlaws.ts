import { Value } from '../../common/Value.ts';
import type { Flaw } from '../mending/mended.ts';

export type Flaws = ReadonlyMap<string, Flaw>;

/** What never was on the canvas is told after this time, in milliseconds. */
const SOON_MS = 1_500;
/** What was there may be in somebody's hand: a text without words now, or a shape without a size. */
const LATER_MS = 15_000;
/** No hand passes through these on its way: such an object has left the canvas. */
const BEYOND: ReadonlySet<Flaw | undefined> = new Set(['far', 'large']);

export interface FlawPorts {
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns what prevents that. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** The ids of what is on the canvas. */
  readonly shown: () => ReadonlySet<string>;
}

/** Objects that cannot be shown, or in part only, and that have been so for long enough to be told of. */
export class ToldFlaws {
  readonly told = new Value<Flaws>(new Map());
  readonly #ports: FlawPorts;
  /** When each is to be told. */
  readonly #due = new Map<string, number>();
  #flaws: Flaws = new Map();
  #cancel: (() => void) | undefined;

  constructor(ports: FlawPorts) {
    this.#ports = ports;
  }

  /** These are all there are now. Called before the canvas shows it. */
  become(flaws: Flaws): void {
    for (const id of this.#due.keys()) if (!flaws.has(id)) this.#due.delete(id);
    const come = [...flaws.keys()].filter((id) => !this.#due.has(id));
    if (come.length > 0) {
      const [now, shown] = [this.#ports.now(), this.#ports.shown()];
      for (const id of come) {
        const isInHand = shown.has(id) && !BEYOND.has(flaws.get(id));
        this.#due.set(id, now + (isInHand ? LATER_MS : SOON_MS));
      }
    }
    this.#flaws = flaws;
    this.#tell();
  }

  close(): void {
    this.#cancel?.();
  }

  #tell(): void {
    const now = this.#ports.now();
    let next = Number.POSITIVE_INFINITY;
    for (const due of this.#due.values()) if (due > now) next = Math.min(next, due);
    const told = new Map([...this.#flaws].filter(([id]) => (this.#due.get(id) ?? next) <= now));
    if (!same(told, this.told.get())) this.told.set(told);
    this.#cancel?.();
    this.#cancel = Number.isFinite(next) ? this.#ports.after(next - now, () => this.#tell()) : undefined;
  }
}

function same(a: Flaws, b: Flaws): boolean {
  return a.size === b.size && [...a].every(([id, flaw]) => b.get(id) === flaw);
}

/** By the browser's own timers. */
export const later: FlawPorts['after'] = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
