import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVERY_MS, FIRST_MS } from '../../src/assets/assetDelivery.ts';
import { AssetDelivery } from '../../src/assets/index.ts';
import { ApiProblem } from '../../src/http/index.ts';
import { memoryLocks, projectLockName } from '../../src/ports/locks.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { memoryAssets } from '../../src/storage/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bytes = new Blob(['picture'], { type: 'image/png' });

/** A page of the app on which no project is open, and a server that answers with these failures first. */
function page() {
  const store = memoryAssets();
  const locks = memoryLocks();
  const failures: unknown[] = [];
  const asked: string[] = [];
  const meanwhile: (() => Promise<void>)[] = [];
  const start = () =>
    new AssetDelivery({
      ...{ store, locks, timers: browserTimers, page: { watch: () => () => undefined } },
      put: async (project, fileId) => {
        asked.push(`${project} ${fileId}`);
        await meanwhile.shift()?.();
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
      },
    });
  return { store, locks, failures, asked, meanwhile, start };
}

test('assets of any project are uploaded, once, and kept until the project is opened', async () => {
  const { store, failures, asked, start } = page();
  await store.keep({ project: 'p', fileId: 'a', bytes });
  await store.keep({ project: 'p', fileId: 'b', bytes, refused: 'too large' });
  await store.keep({ project: 'q', fileId: 'c', bytes });
  failures.push(new TypeError('no network'));
  const delivery = start();
  await vi.advanceTimersByTimeAsync(FIRST_MS);
  expect(asked).toEqual(['p a', 'q c']);
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect(asked).toEqual(['p a', 'q c', 'p a']);
  expect(await store.get('p', 'a')).toMatchObject({ isSent: true });
  delivery.stop();
});

test('assets of an open project are left to its tab, and what is refused waits for the person', async () => {
  const { store, locks, failures, asked, start } = page();
  await store.keep({ project: 'p', fileId: 'a', bytes });
  await store.keep({ project: 'q', fileId: 'b', bytes });
  const close = await locks.hold(projectLockName('p'));
  failures.push(new ApiProblem(413, 'too large', ''), new ApiProblem(409, 'there', ''));
  start();
  await vi.advanceTimersByTimeAsync(FIRST_MS + 2 * EVERY_MS);
  expect(asked).toEqual(['q b']);
  close();
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS);
  expect(asked).toEqual(['q b', 'p a']);
  expect([(await store.get('p', 'a'))?.isSent, (await store.get('q', 'b'))?.isSent]).toEqual([
    true,
    undefined,
  ]);
});

test('whoever opens a project does not wait for an upload, and has the next ones', async () => {
  const { store, locks, asked, meanwhile, start } = page();
  await store.keep({ project: 'p', fileId: 'a', bytes });
  await store.keep({ project: 'p', fileId: 'b', bytes });
  meanwhile.push(async () => void (await locks.hold(projectLockName('p'))));
  start();
  await vi.advanceTimersByTimeAsync(FIRST_MS + 2 * EVERY_MS);
  expect(asked).toEqual(['p a']);
  expect((await store.get('p', 'a'))?.isSent).toBe(true);
});

test('what its board has uploaded and removed meanwhile is not put back, nor sent again', async () => {
  const { store, asked, meanwhile, start } = page();
  for (const fileId of ['a', 'b']) await store.keep({ project: 'p', fileId, bytes });
  meanwhile.push(async () => {
    for (const fileId of ['a', 'b']) await store.remove('p', fileId);
  });
  start();
  await vi.advanceTimersByTimeAsync(FIRST_MS + 2 * EVERY_MS);
  expect([asked, await store.ofProject('p')]).toEqual([['p a'], []]);
});
