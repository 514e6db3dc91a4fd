import type { Status } from './status.ts';

/** What a person is told of their work; `edits` are those not known to be durable. */
export type SaveState =
  /** What the server has is not known yet, and nothing was made. */
  | { readonly kind: 'opening' }
  /** All that was made is durable (D3). */
  | { readonly kind: 'saved' }
  /** On its way. `kept`: closing the tab loses nothing. */
  | { readonly kind: 'saving'; readonly edits: number; readonly kept: boolean }
  /** The server cannot be reached; what was made is kept in this browser. */
  | { readonly kind: 'offline'; readonly edits: number }
  | {
      readonly kind: 'notSaving';
      readonly edits: number;
      readonly reason: NotSaving;
      readonly kept: boolean;
    };

/**
 * - `stopped`: the server's journal is full; edits wait here
 * - `notKept`: the server cannot be reached, and this browser does not keep what was made
 * - `setAside`: some edits could not be taken, and wait to be dismissed
 * - `closed`: nothing is sent any longer, and some edits were not sent
 */
export type NotSaving = 'stopped' | 'notKept' | 'setAside' | 'closed';

/** What a save state is made of. */
export interface SaveFacts {
  readonly status: Status;
  readonly edits: number;
  readonly isStopped: boolean;
  readonly isKept: boolean;
  readonly setAside: number;
  /** Whether it is known what older page loads left. */
  readonly isComplete: boolean;
}

/** The save state of these facts: where several apply, the worst. */
export function saveStateOf(facts: SaveFacts): SaveState {
  const { status, edits, isKept } = facts;
  const kept = isKept || edits === 0;
  const notSaving = (reason: NotSaving): SaveState => ({ kind: 'notSaving', edits, reason, kept });
  if (facts.setAside > 0) return notSaving('setAside');
  if (status.kind === 'closed') return edits > 0 ? notSaving('closed') : { kind: 'saved' };
  if (facts.isStopped) return notSaving('stopped');
  if (!status.away) {
    if (!status.synced && edits === 0) return { kind: 'opening' };
    return edits > 0 || !facts.isComplete ? { kind: 'saving', edits, kept } : { kind: 'saved' };
  }
  return edits > 0 && !isKept ? notSaving('notKept') : { kind: 'offline', edits };
}
