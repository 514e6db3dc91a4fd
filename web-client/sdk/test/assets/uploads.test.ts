import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AssetRefused, type KeptAsset } from '../../src/assets/index.ts';
import { BOUNDS, Retries } from '../../src/assets/retries.ts';
import { Uploads } from '../../src/assets/uploads.ts';
import { ApiProblem } from '../../src/http/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';

const BYTES = new Blob(['picture'], { type: 'image/png' });

/** Page loads of one browser, whose server and storage are in this test's hands; waits are as long as they can be. */
function world(refusesToKeep = false) {
  const rows = new Map<string, KeptAsset>();
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
  const put = vi.fn<(fileId: string, bytes: Blob) => Promise<void>>(async () => undefined);
  const stored = vi.fn<(fileId: string) => void>();
  const store = {
    keep: async (asset: KeptAsset) => (refusesToKeep ? refuse() : void rows.set(asset.fileId, asset)),
    remove: async (_: string, fileId: string) => (refusesToKeep ? refuse() : void rows.delete(fileId)),
    ofProject: async () => (refusesToKeep ? refuse() : [...rows.values()]),
  };
  const explain = ({ status, detail }: ApiProblem) => `${status} ${detail}`;
  const load = (isAble?: () => boolean) => {
    const page = { watch: () => () => undefined };
    const retries = new Retries({ timers: browserTimers, random: () => 1, page });
    const uploads = new Uploads({ project: 'p', put, store, retries, stored, explain, isAble });
    return { uploads, retries };
  };
  const answer = (status: number) => put.mockRejectedValueOnce(new ApiProblem(status, 'No', 'for a reason'));
  return { rows, put, stored, load, answer };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an upload', () => {
  it('of somebody who may only look is not taken, nor kept', async () => {
    const { rows, put, load } = world();
    const { uploads } = load(() => false);
    await uploads.add('a', BYTES);
    await settle();
    expect([rows.size, put.mock.calls.length, uploads.state.waiting]).toEqual([0, 0, 0]);
  });

  it('that waits from before is not sent while one may only look, and is when one may draw again', async () => {
    const { rows, put, load } = world();
    rows.set('a', { project: 'p', fileId: 'a', bytes: BYTES });
    let isAble = false;
    const { uploads } = load(() => isAble);
    await uploads.resume();
    await vi.advanceTimersByTimeAsync(10 * BOUNDS.firstMs);
    expect([put.mock.calls.length, rows.size, uploads.state.refused]).toEqual([0, 1, []]);
    isAble = true;
    await vi.advanceTimersByTimeAsync(600_000);
    expect([put.mock.calls.length, rows.size]).toEqual([1, 0]);
  });

  it('waits until the server has it, and is kept until then', async () => {
    const { rows, put, stored, load } = world();
    const { uploads } = load();
    await uploads.resume();
    put.mockRejectedValueOnce(new TypeError('no network'));
    await uploads.add('a', BYTES);
    await settle();
    expect(uploads.state).toMatchObject({ waiting: 1, keeping: 0, unkept: 0 });
    expect(rows.has('a')).toBe(true);
    await vi.advanceTimersByTimeAsync(BOUNDS.firstMs);
    expect(uploads.state.waiting).toBe(0);
    expect(rows.size).toBe(0);
    expect(stored).toHaveBeenCalledWith('a');
  });

  it.each([401, 408, 429, 500, 502, 503])('is tried again after %i', async (status) => {
    const { rows, stored, load, answer } = world();
    const { uploads } = load();
    answer(status);
    await uploads.add('a', BYTES);
    await settle();
    expect(rows.has('a')).toBe(true);
    expect(stored).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(BOUNDS.firstMs);
    expect(stored).toHaveBeenCalledWith('a');
  });

  it.each([401, 403, 404])('is tried again after %i of what stands before the server', async (status) => {
    const { put, stored, load } = world();
    put.mockRejectedValueOnce(new ApiProblem(status, 'Log in', '', undefined, undefined, false));
    await load().uploads.add('a', BYTES);
    await settle();
    expect(stored).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(BOUNDS.firstMs);
    expect(stored).toHaveBeenCalledWith('a');
  });

  it('is sent again where that the server has it cannot be noted', async () => {
    const { rows, put, stored, load } = world();
    stored.mockImplementationOnce(() => {
      throw new Error('not now');
    });
    await load().uploads.add('a', BYTES);
    await settle();
    expect(rows.has('a')).toBe(true);
    await vi.advanceTimersByTimeAsync(BOUNDS.firstMs);
    expect(put).toHaveBeenCalledTimes(2);
    expect(rows.size).toBe(0);
  });

  it('of bytes that nobody can read counts as refused, and is not sent again', async () => {
    const { put, load } = world();
    const { uploads } = load();
    uploads.addUnreadable('a', 'it cannot be read');
    expect(uploads.state.refused).toEqual([{ fileId: 'a', why: 'it cannot be read', canRetry: false }]);
    uploads.retry();
    await settle();
    expect(put).not.toHaveBeenCalled();
    await uploads.dismiss();
    expect(uploads.state.refused).toEqual([]);
  });

  it('is done where the image is there already', async () => {
    const { rows, stored, load, answer } = world();
    answer(409);
    await load().uploads.add('a', BYTES);
    await settle();
    expect(stored).toHaveBeenCalledWith('a');
    expect(rows.size).toBe(0);
  });

  it.each([400, 403, 404, 413, 415])(
    'that is refused with %i stays kept, and is not sent unasked',
    async (status) => {
      const { rows, put, stored, load, answer } = world();
      const first = load();
      answer(status);
      await first.uploads.add('a', BYTES);
      await vi.advanceTimersByTimeAsync(600_000);
      expect(put).toHaveBeenCalledTimes(1);
      expect(stored).not.toHaveBeenCalled();
      expect(await rows.get('a')?.bytes.text()).toBe('picture');
      const { uploads } = load();
      await uploads.resume();
      expect(uploads.state.refused).toEqual([
        { fileId: 'a', why: first.uploads.state.refused[0]?.why, canRetry: true },
      ]);
      await expect(uploads.flush()).rejects.toThrow(AssetRefused);
      expect(put).toHaveBeenCalledTimes(1);
      uploads.retry();
      await settle();
      expect(stored).toHaveBeenCalledWith('a');
      expect(rows.size).toBe(0);
      expect(uploads.state.refused).toEqual([]);
    },
  );

  it('that is refused is forgotten when the person says so', async () => {
    const { rows, stored, load, answer } = world();
    const { uploads } = load();
    answer(413);
    await uploads.add('a', BYTES);
    await settle();
    expect(uploads.state.refused[0]?.why).toBe('413 for a reason');
    await uploads.dismiss();
    expect(rows.size).toBe(0);
    expect(uploads.state.refused).toEqual([]);
    expect(stored).not.toHaveBeenCalled();
  });

  it('goes on after a page load', async () => {
    const { put, stored, load } = world();
    put.mockRejectedValueOnce(new TypeError('no network'));
    const first = load();
    await first.uploads.add('a', BYTES);
    await settle();
    first.retries.close();
    first.uploads.close();
    await load().uploads.resume();
    await settle();
    expect(stored).toHaveBeenCalledWith('a');
  });

  it('that ends after the board was closed touches nothing', async () => {
    const { rows, put, stored, load } = world();
    let arrive: () => void = () => undefined;
    put.mockReturnValueOnce(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const { uploads, retries } = load();
    await uploads.resume();
    await uploads.add('a', BYTES);
    const flushed = expect(uploads.flush()).rejects.toThrow('closed');
    retries.close();
    uploads.close();
    arrive();
    await flushed;
    await settle();
    expect(stored).not.toHaveBeenCalled();
    expect(rows.has('a')).toBe(true);
  });

  it('is sent from a browser that keeps nothing', async () => {
    const { put, stored, load } = world(true);
    put.mockRejectedValueOnce(new TypeError('no network'));
    const { uploads } = load();
    expect(await uploads.resume()).toBe(false);
    await uploads.add('a', BYTES);
    await settle();
    expect(uploads.state).toMatchObject({ waiting: 1, unkept: 1 });
    const flushed = uploads.flush();
    await settle();
    await flushed;
    expect(stored).toHaveBeenCalledWith('a');
    expect(uploads.state.waiting).toBe(0);
  });
});
