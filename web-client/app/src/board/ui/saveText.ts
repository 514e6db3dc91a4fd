import type { BoardSave } from '../state/boardSave.ts';

export interface SaveText {
  readonly word: string;
  readonly more: string;
}

const REASONS: { readonly [reason in Extract<BoardSave, { kind: 'notSaving' }>['reason']]: string } = {
  stopped:
    'The server cannot store more right now. What you draw is kept in this browser and sent when it can.',
  notKept:
    'There is no connection, and this browser does not keep what you draw. Leave this tab open until it is back.',
  setAside: 'Some changes could not be kept. The panel below says which and why; the rest is safe.',
  imageRefused: 'The server does not take an image. The panel below says why; the rest is safe.',
  imageNotKept: 'This browser could not keep an image. Leave this tab open until the image is on the server.',
  closed: 'This board is closed, and not all you drew has reached the server.',
};

/** The save state in words. "Saved" is said of what is stored on the server for good, and of nothing else. */
export function saveText(state: BoardSave): SaveText {
  switch (state.kind) {
    case 'saved':
      return { word: 'Saved', more: 'Everything on this board is stored on the server.' };
    case 'saving':
      return { word: 'Saving…', more: saving(state) };
    case 'offline':
      return {
        word: 'Offline, kept in this browser',
        more: `${amount(state) ?? 'Nothing is'} waiting. Go on drawing: it is kept in this browser and sent when the connection is back.`,
      };
    case 'notSaving':
      return { word: 'Not saving', more: REASONS[state.reason] };
  }
}

function saving(state: Extract<BoardSave, { kind: 'saving' }>): string {
  const closing = state.kept ? '' : ' Leave this tab open until then.';
  const on = amount(state);
  return on === undefined ? 'Looking for earlier changes.' : `${on} on the way to the server.${closing}`;
}

/** "2 changes and 1 image are"; undefined when nothing waits. */
function amount({ edits, images }: { readonly edits: number; readonly images: number }): string | undefined {
  const parts = [...counted(edits, 'change'), ...counted(images, 'image')];
  if (parts.length === 0) return undefined;
  return `${parts.join(' and ')} ${edits + images === 1 ? 'is' : 'are'}`;
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`];
}
