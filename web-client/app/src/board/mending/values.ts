import type { Json, Props } from '@easel/sdk';

/**
 * Coordinates of an object are at most so far from 0, and it is at most so wide and high: beyond, Excalidraw's own
 * numbers go wrong.
 */
export const FARTHEST = 1_000_000;

/** What a property becomes; undefined: it is left out, and Excalidraw takes its default. */
export type Mend = (value: Json) => Json | undefined;

/** A finite number, also where it is written as text. */
export function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\s*[-+.\d]/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number within bounds: what is beyond becomes the bound. */
export const within =
  (least: number, most: number, otherwise?: number): Mend =>
  (value) => {
    const number = numberOf(value);
    return number === undefined ? otherwise : Math.min(Math.max(number, least), most);
  };

export const angle: Mend = (value) => {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  return Math.abs(number) <= 100 ? number : number % (2 * Math.PI);
};

export const oneOf =
  (values: readonly Json[], otherwise?: Json): Mend =>
  (value) =>
    values.includes(value) ? value : otherwise;

export const flag: Mend = (value) => (typeof value === 'boolean' ? value : undefined);

export const text: Mend = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A string, or null for none. */
export const reference: Mend = (value) => (typeof value === 'string' ? value : null);

/** Colours that a canvas takes by themselves; nothing that is loaded from elsewhere. */
export const colour: Mend = (value) =>
  typeof value === 'string' && COLOUR.test(value.trim()) ? value : undefined;

const COLOUR =
  /^(#[\da-f]{3,4}|#[\da-f]{6}|#[\da-f]{8}|[a-z]{3,24}|(rgb|hsl|hwb|lab|lch|ok)[a-z]*\([^()"';]{1,80}\))$/i;

export const strings: Mend = (value) => {
  if (!Array.isArray(value)) return undefined;
  const sound = [...new Set(value.filter((entry) => typeof entry === 'string'))];
  return sound.length === value.length ? value : sound;
};

export const record: Mend = (value) => (isRecord(value) ? value : undefined);

export function isRecord(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two finite numbers that are not too far away; what is behind them does not count. */
export function isPoint(value: Json | undefined): value is [number, number] {
  return Array.isArray(value) && value.length >= 2 && isNear(value[0]) && isNear(value[1]);
}

export const pointOrNone: Mend = (value) => (isPoint(value) ? value : null);

function isNear(value: Json | undefined): boolean {
  return typeof value === 'number' && Math.abs(value) <= FARTHEST;
}

/** Where a mended object is, and how it is turned. */
export function boxOf({ x, y, width, height, angle }: Props) {
  const number = (value: Json | undefined) => numberOf(value) ?? 0;
  return { x: number(x), y: number(y), width: number(width), height: number(height), angle: number(angle) };
}
