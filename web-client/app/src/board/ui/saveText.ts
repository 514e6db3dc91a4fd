import type { BoardSave } from '../state/boardSave.ts';

export interface SaveText {
  readonly word: string;
  readonly more: string;
}

const REASONS: { readonly [reason in Extract<BoardSave, { kind: 'notSaving' }>['reason']]: string } = {
  stopped:
    'The server cannot store more right now. What you draw is kept in this browser and sent when it can.',
  notKept:
    'There is no connection, and this browser does not keep what you draw. Leave this tab open until you are online.',
  setAside: 'Some changes could not be saved. The panel below says why. The rest of your work is safe.',
  imageRefused: 'The server refused an image. The panel below says why. The rest of your work is safe.',
  imageNotKept: 'This browser could not keep an image. Leave this tab open until the image is on the server.',
  closed: 'This board is closed, and some of what you drew has not reached the server.',
};

const KEPT = 'You can continue: your work is kept in this browser and sent when the connection is back.';

/** The save state in words. "Saved" means stored on the server for good, and nothing less. */
export function saveText(state: BoardSave): SaveText {
  switch (state.kind) {
    case 'saved':
      return { word: 'Saved', more: 'Everything on this board is stored on the server.' };
    case 'saving':
      return { word: 'Saving…', more: saving(state) };
    case 'offline':
      return {
        word: 'Offline, kept in this browser',
        more: `${amount(state) ?? 'Nothing is'} waiting. ${KEPT}`,
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
