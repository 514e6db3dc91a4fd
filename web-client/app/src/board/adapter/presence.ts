/** Whether a person is at the board: does something, has done nothing for a while, or looks at another page. */
export type Activity = 'active' | 'idle' | 'away';

/** Where a person writes. */
export interface Writing {
  readonly ids: readonly string[];
  /** They know that somebody else writes there as well. */
  readonly insists: boolean;
}

/** What one person does on the board at a moment, in scene coordinates. */
export interface PresenceState {
  readonly cursor: readonly [number, number] | null;
  readonly tool: 'pointer' | 'laser';
  readonly button: 'up' | 'down';
  readonly selection: readonly string[];
  /** Left, top, right and bottom of the part of the canvas that is shown. */
  readonly viewport: readonly [number, number, number, number];
  readonly activity: Activity;
  /** The text that the person writes in, and its shape; absent while they write in none. */
  readonly writing?: Writing;
  /** Others are to look at what this person sees: a new word for each time; absent otherwise. */
  readonly summon?: string;
  /** The session that is followed. */
  readonly following?: string;
}

/** Longer ones are none. */
const LONGEST_SUMMON = 36;

/** The largest coordinate of a cursor or a view: a canvas at 10 % shows more than there are objects. */
const FARTHEST_SEEN = 10_000_000;
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
  const { cursor, selection, viewport, following } = state;
  return {
    cursor: isNumbers(cursor, 2) ? [cursor[0] as number, cursor[1] as number] : null,
    tool: state.tool === 'laser' ? 'laser' : 'pointer',
    button: state.button === 'down' ? 'down' : 'up',
    selection: Array.isArray(selection) ? selection.filter((id) => typeof id === 'string') : [],
    viewport: isNumbers(viewport, 4) ? (viewport as unknown as PresenceState['viewport']) : [0, 0, 0, 0],
    activity: state.activity === 'idle' || state.activity === 'away' ? state.activity : 'active',
    ...(isWriting(state.writing) && { writing: state.writing }),
    ...(isSummon(state.summon) && { summon: state.summon }),
    ...(typeof following === 'string' && { following }),
  };
}

function isWriting(value: unknown): value is Writing {
  const { ids, insists } = (value ?? {}) as { readonly ids?: unknown; readonly insists?: unknown };
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') && typeof insists === 'boolean';
}

function isSummon(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_SUMMON;
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(isNear);
}

function isNear(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= FARTHEST_SEEN;
}

/** Of a canvas without a size there is no number to be had. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0;
}
