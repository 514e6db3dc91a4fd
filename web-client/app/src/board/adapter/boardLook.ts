import type { Props } from '@easel/sdk';

/** How a board looks apart from what is drawn on it: its background and its grid. Excalidraw's own names. */
export interface BoardLook {
  /** A colour of CSS. */
  readonly viewBackgroundColor: string;
  readonly gridModeEnabled: boolean;
  /** Between two lines of the grid, in scene coordinates. */
  readonly gridSize: number;
  /** Every so many lines one is stronger. */
  readonly gridStep: number;
}

/** The project's settings have the look under this key. */
export const LOOK = 'board';

export const PLAIN: BoardLook = {
  viewBackgroundColor: '#ffffff',
  gridModeEnabled: false,
  gridSize: 20,
  gridStep: 5,
};

const NAMES = Object.keys(PLAIN) as readonly (keyof BoardLook)[];
const LONGEST_COLOR = 64;
const MOST_SIZE = 1_000;
const MOST_STEP = 100;

/** The look in a project's settings; what is not there, or makes no sense, is as on a plain board. */
export function boardLookOf(settings: Props): BoardLook {
  const told = settings[LOOK];
  return typeof told === 'object' && told !== null ? lookOf(told as Partial<BoardLook>) : PLAIN;
}

/** The look in an Excalidraw state, of a canvas or of a file. */
export function lookOf(state: { readonly [name in keyof BoardLook]?: unknown }): BoardLook {
  const { viewBackgroundColor: color, gridModeEnabled, gridSize, gridStep } = state;
  return {
    viewBackgroundColor: isColor(color) ? color : PLAIN.viewBackgroundColor,
    gridModeEnabled: gridModeEnabled === true,
    gridSize: isWithin(gridSize, MOST_SIZE) ? gridSize : PLAIN.gridSize,
    gridStep: isWithin(gridStep, MOST_STEP) ? gridStep : PLAIN.gridStep,
  };
}

export function isSameLook(a: BoardLook, b: BoardLook): boolean {
  return NAMES.every((name) => a[name] === b[name]);
}

/** What of a look is another than before. */
export function changedLook(from: BoardLook, to: BoardLook): Partial<BoardLook> {
  return Object.fromEntries(NAMES.filter((name) => from[name] !== to[name]).map((name) => [name, to[name]]));
}

/** A name, `#…` or a function of colour; nothing that could load something. */
function isColor(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= LONGEST_COLOR && /^#?\w+(\([\w\s.,%/-]*\))?$/.test(value)
  );
}

function isWithin(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}
