/** What one person does on the board at a moment, in scene coordinates. */
export interface Glance {
  readonly cursor: readonly [number, number] | null;
  readonly tool: 'pointer' | 'laser';
  readonly button: 'up' | 'down';
  readonly selection: readonly string[];
  /** Left, top, right, bottom of what is looked at. */
  readonly viewport: readonly [number, number, number, number];
}

/** UTF-16 units of ids of a selection that are told: a presence has at most 4 KiB, and only outlines depend on it. */
const LONGEST_SELECTION = 3_000;

/** A glance as it is sent: numbers rounded, a selection too long cut off. */
export function presenceOf(glance: Glance): Glance {
  let size = 0;
  return {
    ...glance,
    cursor: glance.cursor && [round(glance.cursor[0]), round(glance.cursor[1])],
    selection: glance.selection.filter((id) => {
      size += id.length + 3;
      return size <= LONGEST_SELECTION;
    }),
    viewport: glance.viewport.map(round) as unknown as Glance['viewport'],
  };
}

/** What another client told, as far as it makes sense; other programs may say other things. */
export function glanceAt(state: unknown): Glance | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const said = state as { readonly [name: string]: unknown };
  const { cursor, selection, viewport } = said;
  return {
    cursor: isNumbers(cursor, 2) ? [cursor[0] as number, cursor[1] as number] : null,
    tool: said.tool === 'laser' ? 'laser' : 'pointer',
    button: said.button === 'down' ? 'down' : 'up',
    selection: Array.isArray(selection) ? selection.filter((id) => typeof id === 'string') : [],
    viewport: isNumbers(viewport, 4) ? (viewport as unknown as Glance['viewport']) : [0, 0, 0, 0],
  };
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(Number.isFinite);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
