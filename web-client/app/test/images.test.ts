import { type Api, ApiProblem, type AssetOptions, type Assets, type Project } from '@easel/sdk';
import type { BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { describe, expect, it } from 'vitest';
import { blobOf } from '../src/board/images/dataUrl.ts';
import { explain } from '../src/board/images/explain.ts';
import { AT_ONCE, FetchQueue, PATIENCE_MS } from '../src/board/images/FetchQueue.ts';
import { Images } from '../src/board/images/Images.ts';
import { OwnImages } from '../src/board/images/OwnImages.ts';

describe('a data URL', () => {
  it('that is none is refused', () => {
    for (const url of ['', 'x', 'data:image/png;base64', 'data:image/png;base64,§', 'data:text/plain,%'])
      expect(() => blobOf(url)).toThrow();
  });
});

describe('why an image is refused', () => {
  it('is told in words for people, with what to do', () => {
    const of = (status: number, detail = 'over 8 MiB') => explain(new ApiProblem(status, 'No', detail));
    expect(of(413)).toContain('too large (over 8 MiB)');
    expect(of(415)).toContain('Convert it');
    expect(of(404)).toContain('deleted');
    expect(of(400, '')).toBe('The server does not take it: No');
  });
});

describe('own images', () => {
  /** A project with these objects, its uploads, and a canvas. */
  function board(
    objects: Record<string, Record<string, string>>,
    status = { synced: true, readOnly: false },
  ) {
    const log: string[] = [];
    let stored: AssetOptions['stored'] = () => undefined;
    let told: (status: unknown) => void = () => undefined;
    const project = {
      id: 'p',
      on: (_: 'status', listener: typeof told) => {
        told = listener;
        return () => undefined;
      },
      objects: new Map(Object.entries(objects)),
      status,
      edit: (changes: readonly { id: string }[]) => log.push(`edit ${changes.map(({ id }) => id)}`),
    } as unknown as Project;
    const uploads = {
      resume: async () => true,
      add: async (fileId: string) => void log.push(`add ${fileId}`),
    };
    const own = new OwnImages({} as Api, project, (options) => {
      stored = options.stored;
      return { uploads, close: () => void log.push('close') } as unknown as Assets;
    });
    const canvas = () =>
      new Images({
        own,
        canvas: {} as ExcalidrawImperativeAPI,
        redraw: (ids) => log.push(`draw ${ids}`),
        notKept: () => log.push('not kept'),
      });
    const sync = () => {
      status.synced = true;
      told(status);
    };
    return { log, own, canvas, sync, stored: (fileId: string) => stored(fileId) };
  }

  it('go on when their canvas goes, and are marked as saved with or without one', async () => {
    const { log, own, canvas, stored } = board({ i: { fileId: 'f' }, j: { fileId: 'f', status: 'saved' } });
    const images = canvas();
    images.look([], { f: { id: 'f', dataURL: 'data:image/png;base64,AAAA' } } as unknown as BinaryFiles);
    stored('f');
    expect(log).toEqual(['add f', 'edit i', 'draw i']);
    images.close();
    stored('f');
    expect(log.slice(3)).toEqual(['edit i']);
    canvas();
    stored('f');
    expect(log.slice(4)).toEqual(['edit i', 'draw i']);
    own.close();
    expect(log.at(-1)).toBe('close');
  });

  it('are marked once it is known where they are, and only what is there is', async () => {
    const { log, sync, stored } = board({}, { synced: false, readOnly: false });
    let isDone = false;
    const marked = Promise.resolve(stored('f')).then(() => {
      isDone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    sync();
    await marked;
    expect(log).toEqual([]);
  });
});

describe('images that a canvas lacks', () => {
  function queue() {
    const fetched: string[] = [];
    const done = new Map<string, () => void>();
    const later: { readonly run: () => void; readonly ms: number }[] = [];
    let seen = 0;
    const images = new FetchQueue<number>({
      fetch: (fileId) => {
        fetched.push(fileId);
        return new Promise((tried) => done.set(fileId, tried));
      },
      isSeen: (place) => place === seen,
      later: (run, ms) => void later.push({ run, ms }),
    });
    return { images, fetched, done, later, look: (place: number) => (seen = place) };
  }

  it('are fetched a few at a time, those first that are seen by then', async () => {
    const { images, fetched, done, look } = queue();
    for (let at = 0; at < 10; at++) images.want(`f${at}`, at < 5 ? 1 : at < 8 ? 0 : 2);
    await Promise.resolve();
    expect(fetched).toEqual(['f5', 'f6', 'f7', 'f0']);
    expect(fetched).toHaveLength(AT_ONCE);
    look(2);
    done.get('f6')?.();
    await Promise.resolve();
    expect(fetched.slice(AT_ONCE)).toEqual(['f8']);
    images.clear();
    done.get('f5')?.();
    await Promise.resolve();
    expect(fetched).toHaveLength(AT_ONCE + 1);
  });

  it('do not wait for those that are not there yet', async () => {
    const { images, fetched, done, later } = queue();
    for (let at = 0; at < 6; at++) images.want(`f${at}`, 0);
    await Promise.resolve();
    expect(later.map(({ ms }) => ms)).toEqual(Array(AT_ONCE).fill(PATIENCE_MS));
    later[0]?.run();
    expect(fetched.at(-1)).toBe('f4');
    // It comes after all: that makes no further room.
    done.get('f0')?.();
    await Promise.resolve();
    expect(fetched).toHaveLength(AT_ONCE + 1);
  });
});
