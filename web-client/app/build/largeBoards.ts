import { MENDINGS } from './mendings.ts';

/** What the mended code calls `easel`. */
const CALLED = new URL('../src/board/large/index.ts', import.meta.url).pathname;

export interface Mending {
  /** Where in Excalidraw's package it is. */
  readonly file: string;
  readonly code: string;
  readonly instead: string;
  /** How often it is there; once where it is left out. */
  readonly times?: number;
}

/** The code of one of Excalidraw's files, mended; undefined where there is nothing to be mended in it. */
export function mended(code: string, file: string): string | undefined {
  const mendings = MENDINGS.filter((mending) => file.endsWith(mending.file));
  if (mendings.length === 0) return undefined;
  let result = code;
  for (const mending of mendings) {
    if (result.split(mending.code).length - 1 !== (mending.times ?? 1))
      throw new Error(`Excalidraw does this in a way not known here: ${mending.code}`);
    result = result.replaceAll(mending.code, () => mending.instead);
  }
  return `import * as easel from${JSON.stringify(CALLED)};${result}`;
}
