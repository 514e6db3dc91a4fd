import { type Api, ApiProblem } from '@easel/sdk';
import { expect, it } from 'vitest';
import { makeNewBoard } from '../src/board/controller/makeNewBoard.ts';

const DATA = 'data:image/png;base64,AAAA';

/** A board of a deleted project with two images, of which one is on the canvas, and perhaps one kept. */
function world({ refused, kept = true }: { refused?: string; kept?: boolean } = {}) {
  const log: string[] = [];
  const api = {
    createProject: async () => ({ id: 'new' }),
    putAsset: async (_: string, fileId: string) => {
      if (fileId === refused) throw new ApiProblem(413, 'Too large', '');
      log.push(`asset ${fileId}`);
    },
    edits: async (_: string, __: string, edits: readonly { edit: number }[]) => ({
      results: edits.map(({ edit }) => ({ edit, seq: 1 })),
      durable: 1,
    }),
  } as unknown as Api;
  const board = {
    canvas: { getFiles: () => ({ f: { id: 'f', dataURL: DATA }, unused: { id: 'unused', dataURL: DATA } }) },
    project: {
      objects: new Map([
        ['i', { fileId: 'f' }],
        ['j', { fileId: 'kept' }],
        ['k', { x: 1 }],
      ]),
      projectSettings: {},
      forgetter: () => async () => void log.push('forget edits'),
    },
    images: {
      kept: async () => (kept ? new Blob(['k']) : undefined),
      uploads: { forget: async (given: Iterable<string>) => void log.push(`forget images ${[...given]}`) },
    },
  } as unknown as Parameters<typeof makeNewBoard>[1];
  return { log, api, board };
}

it('a new board has what is here, and only what it has is forgotten', async () => {
  const { log, api, board } = world();
  expect(await makeNewBoard(api, board, 'T')).toEqual({ id: 'new', leftOut: 0 });
  expect(log).toEqual(['asset f', 'asset kept', 'forget edits', 'forget images f,kept']);
});

it('nothing is forgotten where the server does not take all of it', async () => {
  const { log, api, board } = world({ refused: 'f' });
  expect(await makeNewBoard(api, board, 'T')).toEqual({ id: 'new', leftOut: 1 });
  expect(log).toEqual(['asset kept']);
});

it('an image that is not here is told as left out', async () => {
  const { log, api, board } = world({ kept: false });
  expect(await makeNewBoard(api, board, 'T')).toEqual({ id: 'new', leftOut: 1 });
  expect(log).toEqual(['asset f']);
});
