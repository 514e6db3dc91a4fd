import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, objectsOf, open, shown, until } from './open.ts';
import { Server } from './server.ts';

const server = new Server();
beforeAll(() => server.start());
afterAll(() => server.remove());

describe('a real server', () => {
  it('shows two people what the other does', async () => {
    const id = await createProject(server.origin);
    const [ada, bob] = [open(server.origin, id), open(server.origin, id)];
    await Promise.all([until(ada, () => ada.status.synced), until(bob, () => bob.status.synced)]);
    ada.edit([{ op: 'put', id: 'a', props: { type: 'rectangle', x: 1 } }], { live: true });
    await until(bob, () => bob.objects.has('a'));
    bob.edit([{ op: 'patch', id: 'a', set: { x: 2 } }], { history: 'gesture' });
    await until(ada, () => ada.objects.get('a')?.x === 2);
    await Promise.all([ada.flush(), bob.flush()]);
    expect(ada.saveState).toEqual({ kind: 'saved' });
    expect(shown(ada)).toEqual(shown(bob));
    expect(await objectsOf(server.origin, id)).toEqual({ a: { type: 'rectangle', x: 2 } });
    await Promise.all([ada.close(), bob.close()]);
  });

  it('loses nothing when it is killed', async () => {
    const id = await createProject(server.origin);
    const [ada, bob] = [open(server.origin, id), open(server.origin, id)];
    await Promise.all([until(ada, () => ada.status.synced), until(bob, () => bob.status.synced)]);
    for (let at = 0; at < 20; at++) {
      ada.edit([{ op: 'put', id: `a${at}`, props: { at } }], { live: true });
      bob.edit([{ op: 'put', id: `b${at}`, props: { at } }], { live: true });
    }
    await server.stop('SIGKILL');
    await until(ada, () => ada.status.kind === 'reconnecting');
    ada.edit([{ op: 'put', id: 'offline', props: {} }]);
    expect(ada.saveState).toMatchObject({ kind: 'saving' });
    await until(ada, () => ada.saveState.kind === 'offline');
    await server.start();
    await Promise.all([ada.flush(), bob.flush()]);
    await until(ada, () => ada.objects.size === 41);
    await until(bob, () => bob.objects.size === 41);
    expect(shown(ada)).toEqual(shown(bob));
    expect(await objectsOf(server.origin, id)).toEqual(shown(ada));
    expect(ada.saveState).toEqual({ kind: 'saved' });
    await Promise.all([ada.close(), bob.close()]);
  });
});
