import type { SaveState } from '@easel/sdk';

export interface SaveText {
  readonly word: string;
  readonly more: string;
}

/** The save state in words. "Saved" is said of what is stored on the server for good, and of nothing else. */
export function saveText(state: SaveState): SaveText {
  switch (state.kind) {
    case 'saved':
      return { word: 'Saved', more: 'Everything on this board is stored on the server.' };
    case 'saving':
      return { word: 'Saving…', more: `${changes(state.edits)} on the way to the server.` };
    case 'offline':
      return {
        word: 'Offline, kept in this browser',
        more: `${state.edits === 0 ? 'Nothing is' : `${changes(state.edits)}`} waiting. Go on drawing: it is kept in this browser and sent when the connection is back.`,
      };
    case 'notSaving':
      return { word: 'Not saving', more: state.reason };
  }
}

function changes(count: number): string {
  return count === 1 ? '1 change is' : `${count.toLocaleString('en')} changes are`;
}
