import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidChange, type Ports } from '../../src/index.ts';
import { memoryLocks } from '../../src/ports/locks.ts';
import { memoryOutbox } from '../../src/storage/index.ts';
import { createProject, objectsOf, open, shown, until } from './open.ts';
import { Server } from './server.ts';

const server = new Server();
beforeAll(() => server.start());
afterAll(() => server.remove());

/** No socket ever opens. */
const offline: Partial<Ports> = { open: () => ({ send: () => undefined, close: () => undefined }) };

describe('a real server', () => {
  it('gets by HTTP what a closing page could not send', async () => {
    const id = await createProject(server.origin);
    const ada = open(server.origin, id, offline);
    ada.edit([{ op: 'put', id: 'a', props: { x: 1 } }]);
    ada.edit([{ op: 'patch', id: 'a', set: { x: 2 } }], { history: 'typing' });
    await ada.close();
    expect(await objectsOf(server.origin, id)).toEqual({ a: { x: 2 } });
  });

  it('gets from the next page load what the last one left', async () => {
    const id = await createProject(server.origin);
    const browser = { outbox: memoryOutbox(), locks: memoryLocks() };
    const fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('no network'));
    const left = open(server.origin, id, { ...offline, ...browser, fetch });
    left.edit([{ op: 'put', id: 'a', props: { x: 1 } }]);
    await left.close();
    expect(await objectsOf(server.origin, id)).toEqual({});
    const next = open(server.origin, id, browser);
    await until(next, () => next.objects.has('a') && next.saveState.kind === 'saved');
    expect(await browser.outbox.clients(id)).toEqual([]);
    await next.close();
  });

  it('takes a board that is too large for one edit in several', async () => {
    const id = await createProject(server.origin);
    const [ada, bob] = [open(server.origin, id), open(server.origin, id)];
    await Promise.all([until(ada, () => ada.status.synced), until(bob, () => bob.status.synced)]);
    const props = { type: 'rectangle', text: 'ü'.repeat(500) };
    ada.edit(
      Array.from({ length: 2_846 }, (_, at) => ({ op: 'put', id: `o${at}`, props: { ...props, at } })),
    );
    await ada.flush();
    await until(bob, () => bob.objects.size === 2_846);
    expect(shown(bob)).toEqual(shown(ada));
    const eve = open(server.origin, id); // it comes deflated (R9)
    await until(eve, () => eve.status.synced);
    expect(shown(eve)).toEqual(shown(ada));
    await eve.close();
    const huge = 'x'.repeat(300_000);
    expect(() => ada.edit([{ op: 'put', id: 'huge', props: { huge } }])).toThrow(InvalidChange);
    await Promise.all([ada.close(), bob.close()]);
  });

  it('refuses one change; the others of the same edit are made all the same', async () => {
    const id = await createProject(server.origin);
    const [ada, bob] = [open(server.origin, id), open(server.origin, id)];
    await Promise.all([until(ada, () => ada.status.synced), until(bob, () => bob.status.synced)]);
    ada.edit(['a', 'b'].map((name) => ({ op: 'put', id: name, props: { x: 0 } })));
    await until(bob, () => bob.objects.has('b'));
    // Both at once: one of the two is first.
    ada.edit([{ op: 'delete', id: 'a' }], { live: true });
    bob.edit(
      ['a', 'b'].map((name) => ({ op: 'patch', id: name, set: { x: 1 } })),
      { live: true },
    );
    await Promise.all([ada.flush(), bob.flush()]);
    await until(bob, () => !bob.objects.has('a') && bob.saveState.kind === 'saved');
    await until(ada, () => ada.objects.get('b')?.x === 1);
    expect(await objectsOf(server.origin, id)).toEqual({ b: { x: 1 } });
    expect(bob.setAside).toEqual([]);
    await Promise.all([ada.close(), bob.close()]);
  });

  it('says that there is no such project, and the page stops asking', async () => {
    const gone = open(server.origin, '00000000-0000-4000-8000-000000000000');
    await until(gone, () => gone.status.kind === 'closed');
    expect(gone.status.reason).toBe('gone');
    expect(() => gone.edit([{ op: 'delete', id: 'a' }])).toThrow();
    await gone.close();
  });
});
