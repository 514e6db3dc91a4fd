import { ApiProblem } from '@easel/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptAsset } from '../src/board/assets/AssetOutbox.ts';
import { blobOf } from '../src/board/assets/bytes.ts';
import { Retry } from '../src/board/assets/Retry.ts';
import { Uploads } from '../src/board/assets/Uploads.ts';
import { boardSave } from '../src/board/boardSave.ts';

const BYTES = new Blob(['picture'], { type: 'image/png' });

function world(refusesToKeep = false) {
  const rows = new Map<string, KeptAsset>();
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
  const put = vi.fn<(fileId: string, bytes: Blob) => Promise<void>>(async () => undefined);
  const stored = vi.fn<(fileId: string) => void>();
  const outbox = {
    keep: async (asset: KeptAsset) => (refusesToKeep ? refuse() : void rows.set(asset.fileId, asset)),
    remove: async (_: string, fileId: string) => (refusesToKeep ? refuse() : void rows.delete(fileId)),
    ofProject: async () => (refusesToKeep ? refuse() : [...rows.values()]),
  };
  const load = () => {
    const retry = new Retry(new EventTarget());
    const uploads = new Uploads('p', { put, outbox, retry, stored });
    return { uploads, retry };
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
  it('waits until the server has it, and is kept until then', async () => {
    const { rows, put, stored, load } = world();
    const { uploads } = load();
    await uploads.resume();
    put.mockRejectedValueOnce(new TypeError('no network'));
    await uploads.add('a', BYTES);
    await settle();
    expect(uploads.state).toMatchObject({ waiting: 1, keeping: 0, unkept: 0 });
    expect(rows.has('a')).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(uploads.state.waiting).toBe(0);
    expect(rows.size).toBe(0);
    expect(stored).toHaveBeenCalledWith('a');
  });

  it.each([408, 429, 500, 502, 503])('is tried again after %i', async (status) => {
    const { rows, stored, load, answer } = world();
    const { uploads } = load();
    answer(status);
    await uploads.add('a', BYTES);
    await settle();
    expect(rows.has('a')).toBe(true);
    expect(stored).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored).toHaveBeenCalledWith('a');
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
      await expect(uploads.flush()).rejects.toThrow('An image is not saved');
      expect(put).toHaveBeenCalledTimes(1);
      uploads.retry();
      await settle();
      expect(stored).toHaveBeenCalledWith('a');
      expect(rows.size).toBe(0);
      expect(uploads.state.refused).toEqual([]);
    },
  );

  it('that is refused is let go of when the person says so', async () => {
    const { rows, stored, load, answer } = world();
    const { uploads } = load();
    answer(413);
    await uploads.add('a', BYTES);
    await settle();
    expect(uploads.state.refused[0]?.why).toContain('too large (for a reason)');
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
    first.retry.close();
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
    const { uploads, retry } = load();
    await uploads.resume();
    await uploads.add('a', BYTES);
    const flushed = expect(uploads.flush()).rejects.toThrow('closed');
    retry.close();
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

describe('a data URL', () => {
  it('that is none is refused', () => {
    for (const url of ['', 'x', 'data:image/png;base64', 'data:image/png;base64,§', 'data:text/plain,%'])
      expect(() => blobOf(url)).toThrow();
  });
});

describe('the save state of a board', () => {
  const none = { waiting: 0, keeping: 0, unkept: 0, refused: [], isComplete: true };
  const refused = [{ fileId: 'a', why: 'too large', canRetry: true }];

  it('is saved only when no image waits', () => {
    const saved = { kind: 'saved' } as const;
    expect(boardSave(saved, none)).toEqual(saved);
    expect(boardSave(saved, { ...none, isComplete: false }).kind).toBe('saving');
    expect(boardSave(saved, { ...none, waiting: 2 })).toEqual({
      kind: 'saving',
      edits: 0,
      images: 2,
      kept: true,
    });
    expect(boardSave(saved, { ...none, waiting: 2, keeping: 1 })).toMatchObject({
      kind: 'saving',
      kept: false,
    });
    expect(boardSave(saved, { ...none, waiting: 1, unkept: 1 }).kind).toBe('notSaving');
    expect(boardSave(saved, { ...none, refused })).toEqual({ kind: 'notSaving', reason: 'imageRefused' });
  });

  it('says what is worst of both', () => {
    const offline = { kind: 'offline', edits: 3 } as const;
    expect(boardSave(offline, { ...none, waiting: 1 })).toEqual({ ...offline, images: 1 });
    // It is not said to be kept before it is.
    expect(boardSave(offline, { ...none, waiting: 1, keeping: 1 })).toMatchObject({
      kind: 'saving',
      kept: false,
    });
    expect(boardSave({ kind: 'saving', edits: 3, kept: false }, none)).toMatchObject({
      edits: 3,
      kept: false,
    });
    const stopped = { kind: 'notSaving', edits: 3, reason: 'stopped' } as const;
    expect(boardSave(stopped, { ...none, refused })).toEqual({ kind: 'notSaving', reason: 'stopped' });
  });
});
