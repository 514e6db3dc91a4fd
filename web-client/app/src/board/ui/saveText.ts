import type { NotSaving, SaveState } from '@easel/sdk';

export interface SaveText {
  readonly word: string;
  readonly more: string;
}

const REASONS: { readonly [reason in NotSaving]: string } = {
  stopped:
    'The server cannot store more right now. What you draw is kept in this browser and sent when it can.',
  notKept:
    'There is no connection, and this browser does not keep what you draw. Leave this tab open until it is back.',
  setAside: 'Some changes could not be kept. The panel below says which and why; the rest is safe.',
  closed: 'This board is closed, and not all you drew has reached the server.',
};

/** The save state in words. "Saved" is said of what is stored on the server for good, and of nothing else. */
export function saveText(state: SaveState): SaveText {
  switch (state.kind) {
    case 'saved':
      return { word: 'Saved', more: 'Everything on this board is stored on the server.' };
    case 'saving':
      return { word: 'Saving…', more: saving(state) };
    case 'offline':
      return {
        word: 'Offline, kept in this browser',
        more: `${state.edits === 0 ? 'Nothing is' : `${changes(state.edits)}`} waiting. Go on drawing: it is kept in this browser and sent when the connection is back.`,
      };
    case 'notSaving':
      return { word: 'Not saving', more: REASONS[state.reason] };
  }
}

function saving({ edits, kept }: Extract<SaveState, { kind: 'saving' }>): string {
  const closing = kept ? '' : ' Leave this tab open until then.';
  return edits === 0
    ? 'Looking for earlier changes.'
    : `${changes(edits)} on the way to the server.${closing}`;
}

function changes(count: number): string {
  return count === 1 ? '1 change is' : `${count.toLocaleString('en')} changes are`;
}
