/** What one person does on the board at a moment, in scene coordinates. */
export interface PresenceState {
  readonly cursor: readonly [number, number] | null;
  readonly tool: 'pointer' | 'laser';
  readonly button: 'up' | 'down';
  readonly selection: readonly string[];
  /** Left, top, right and bottom of the part of the canvas that is shown. */
  readonly viewport: readonly [number, number, number, number];
}

/** UTF-16 units of selected ids that are sent: a presence has at most 4 KiB, and only outlines depend on it. */
const LONGEST_SELECTION = 3_000;

/** The state as it is sent: numbers rounded, a selection that is too long cut off. */
export function presenceToSend(state: PresenceState): PresenceState {
  let size = 0;
  return {
    ...state,
    cursor: state.cursor && [round(state.cursor[0]), round(state.cursor[1])],
    selection: state.selection.filter((id) => {
      size += id.length + 3;
      return size <= LONGEST_SELECTION;
    }),
    viewport: state.viewport.map(round) as unknown as PresenceState['viewport'],
  };
}

/** What another client sent, as far as it can be read; other programs may send other things. */
export function presenceReceived(json: unknown): PresenceState | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const state = json as { readonly [name: string]: unknown };
  const { cursor, selection, viewport } = state;
  return {
    cursor: isNumbers(cursor, 2) ? [cursor[0] as number, cursor[1] as number] : null,
    tool: state.tool === 'laser' ? 'laser' : 'pointer',
    button: state.button === 'down' ? 'down' : 'up',
    selection: Array.isArray(selection) ? selection.filter((id) => typeof id === 'string') : [],
    viewport: isNumbers(viewport, 4) ? (viewport as unknown as PresenceState['viewport']) : [0, 0, 0, 0],
  };
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(Number.isFinite);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
