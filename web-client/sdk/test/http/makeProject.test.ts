import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem, type EditResults, makeProject, type ProjectRow } from '../../src/http/index.ts';
import type { Change, Props } from '../../src/protocol/change.ts';
import type { NumberedEdit } from '../../src/protocol/message.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that takes what is given, but what the test says. */
function server(
  refuses: { object?: (id: string) => boolean; asset?: string; body?: (ids: string[]) => boolean } = {},
) {
  const objects = new Map<string, Props>();
  const assets: string[] = [];
  const numbers: number[] = [];
  let deleted = 0;
  let busy = 0;
  const now = <T>(answer: T): T => {
    if (busy-- > 0) throw new ApiProblem(503, 'Busy', '', 2_000);
    return answer;
  };
  const api = {
    createProject: async () => now({ id: 'new' } as ProjectRow),
    putAsset: async (_: string, fileId: string) => {
      if (fileId === refuses.asset) throw new ApiProblem(413, 'Too large', 'over 8 MiB');
      assets.push(now(fileId));
    },
    edits: async (_: string, __: string, edits: readonly NumberedEdit[]): Promise<EditResults> => {
      const idsOf = (changes: readonly Change[]) => changes.map(({ id }) => id);
      if (refuses.body?.(edits.flatMap(({ changes }) => idsOf(changes)))) throw new ApiProblem(400, 'No', '');
      now(undefined);
      numbers.push(...edits.map(({ edit }) => edit));
      const results = edits.map(({ edit, changes }) => {
        if (changes.some(({ id }) => refuses.object?.(id)))
          return { edit, refused: { code: 'too_large' as const, message: 'over 256 KiB' } };
        for (const change of changes) if (change.op === 'put') objects.set(change.id, change.props);
        return { edit, seq: edit };
      });
      return { results, durable: 99 };
    },
    deleteProject: async () => void deleted++,
  };
  return {
    ...{ api, objects, assets, numbers },
    deleted: () => deleted,
    beBusy: (times: number) => {
      busy = times;
    },
  };
}

const given = {
  title: 'T',
  objects: new Map(['a', 'b', 'c'].map((id) => [id, { x: 1 }])),
  assets: new Map([
    ['one', new Blob(['1'])],
    ['two', new Blob(['2'])],
  ]),
  client: 'c',
};

const LEFT_OUT_NOTHING = { objects: [], assets: [] };

describe('a project that is made of what is here', () => {
  test('has all of it', async () => {
    const { api, objects, assets } = server();
    expect(await makeProject(api, given)).toEqual({ project: { id: 'new' }, leftOut: LEFT_OUT_NOTHING });
    expect([[...objects.keys()], assets]).toEqual([
      ['a', 'b', 'c'],
      ['one', 'two'],
    ]);
  });

  test.each([
    ['refuses', { object: (id: string) => id === 'b' }],
    ['cannot read', { body: (ids: string[]) => ids.includes('b') }],
  ])('lacks an object that the server %s, and has the others', async (_, refuses) => {
    const { api, objects, numbers, deleted } = server({ ...refuses, asset: 'two' });
    const { leftOut } = await makeProject(api, given);
    expect(leftOut).toEqual({ objects: ['b'], assets: ['two'] });
    expect([[...objects.keys()], deleted()]).toEqual([['a', 'c'], 0]);
    expect(new Set(numbers).size).toBe(numbers.length); // no number is given to two edits (E3)
  });

  test('is not made where nothing is taken', async () => {
    const { api, deleted } = server({ object: () => true });
    await expect(makeProject(api, given)).rejects.toThrow('over 256 KiB');
    expect(deleted()).toBe(1);
  });

  test('waits for a server that is busy, and not for ever', async () => {
    const { api, objects, beBusy, deleted } = server();
    beBusy(3);
    const made = makeProject(api, given);
    await vi.advanceTimersByTimeAsync(6_000);
    expect((await made).leftOut).toEqual(LEFT_OUT_NOTHING);
    expect(objects.size).toBe(3);
    const failed = expect(makeProject({ ...api, putAsset: async () => beBusy(99) }, given)).rejects.toThrow(
      'Busy',
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await failed;
    expect(deleted()).toBe(1);
  });
});
