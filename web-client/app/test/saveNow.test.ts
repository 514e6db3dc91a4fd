import type { SaveState } from '@easel/sdk';
import { expect, it } from 'vitest';
import { saveNow } from '../src/common/saveNow.ts';

/** A project that is saved when it is asked to be; `log` has what was done, in order. */
function world({ saved = { kind: 'saved' }, away = false }: { saved?: SaveState; away?: boolean } = {}) {
  const log: string[] = [];
  const project = {
    id: 'p',
    status: { away } as never,
    saveState: away ? ({ kind: 'offline', edits: 1 } as SaveState) : ({ kind: 'saving' } as SaveState),
    flush: async () => {
      log.push('edits');
      project.saveState = saved;
    },
  };
  const api = { flush: async () => void log.push('rows') } as never;
  const uploads = { flush: async () => void log.push('images') };
  return { log, project, api, uploads };
}

it('says that all is saved once edits, images, the edits of images, and rows are', async () => {
  const { api, project, uploads, log } = world();
  expect(await saveNow(api, project, uploads)).toBe('Saved');
  expect(log).toEqual(['edits', 'images', 'edits', 'rows']);
});

it('does not call saved what was set aside', async () => {
  const { api, project } = world({ saved: { kind: 'notSaving', edits: 0, reason: 'setAside', kept: true } });
  expect(await saveNow(api, project)).toMatch(/^Some changes could not be saved/);
});

it.each<[SaveState, RegExp]>([
  [{ kind: 'saving', edits: 2, kept: true }, /^On the way to the server: 2 changes/],
  [{ kind: 'saving', edits: 1, kept: false }, /^On the way.*Leave this tab open/],
  [{ kind: 'saving', edits: 0, kept: true }, /^Looking for earlier changes/],
  [{ kind: 'offline', edits: 1 }, /^There is no connection/],
])('does not call saved what earlier page loads left and is not saved: %o', async (saved, said) => {
  const { api, project } = world({ saved });
  expect(await saveNow(api, project)).toMatch(said);
});

it('says at once that there is no connection, and waits for nothing', async () => {
  const { api, project, log } = world({ away: true });
  expect(await saveNow(api, project)).toMatch(/^There is no connection/);
  expect(log).toEqual([]);
});

it('says why the server did not write', async () => {
  const { project } = world();
  const api = { flush: () => Promise.reject(new TypeError('Failed to fetch')) };
  expect(await saveNow(api, project)).toMatch(/cannot be reached/);
});
