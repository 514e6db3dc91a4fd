import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Assets } from '../../src/assets/index.ts';
import { BOUNDS } from '../../src/assets/retries.ts';
import { Api } from '../../src/http/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { memoryAssets } from '../../src/storage/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BYTES = new Blob(['picture'], { type: 'image/png' });

function world() {
  const store = memoryAssets();
  const fetch = vi.fn<typeof globalThis.fetch>();
  const assets = new Assets(
    {
      api: new Api({ origin: 'http://easel' }, { fetch, timeout: () => new AbortController().signal }),
      project: 'p',
      stored: () => undefined,
      explain: () => '',
    },
    { store, timers: browserTimers, random: () => 1, page: { watch: () => () => undefined } },
  );
  const got: string[] = [];
  const handOver = async (bytes: Blob) => void got.push(await bytes.text());
  return { store, fetch, assets, got, handOver };
}

test('an asset of a peer is fetched until it is there', async () => {
  const { fetch, assets, got, handOver } = world();
  fetch.mockResolvedValueOnce(new Response(null, { status: 404 }));
  fetch.mockResolvedValueOnce(new Response('theirs'));
  await assets.fetch('a', handOver);
  expect(got, 'the server has said that it is not there').toEqual([]);
  await vi.advanceTimersByTimeAsync(BOUNDS.firstMs);
  expect(got).toEqual(['theirs']);
  expect(String(fetch.mock.calls[0]?.[0])).toBe('http://easel/api/projects/p/assets/a');
});

test('an own asset that is not on the server yet comes from this browser', async () => {
  const { store, fetch, assets, got, handOver } = world();
  await store.keep({ project: 'p', fileId: 'a', bytes: BYTES });
  await assets.fetch('a', handOver);
  expect(got).toEqual(['picture']);
  expect(fetch).not.toHaveBeenCalled();
});

test('nothing is fetched any longer once all is closed', async () => {
  const { fetch, assets, got, handOver } = world();
  fetch.mockRejectedValue(new TypeError('no network'));
  const told = vi.fn();
  void assets.fetch('a', handOver).then(told);
  await vi.advanceTimersByTimeAsync(0);
  assets.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([fetch.mock.calls.length, got]).toEqual([1, []]);
  expect(told, 'the server has said nothing').not.toHaveBeenCalled();
});
