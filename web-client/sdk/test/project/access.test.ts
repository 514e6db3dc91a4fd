import { describe, expect, it } from 'vitest';
import { NotEditable } from '../../src/index.ts';
import { KEEP_MS } from '../../src/pictures/pictureKeeper.ts';
import { BLINK_MS } from '../../src/project/status.ts';
import { memoryOutbox, memoryPictures } from '../../src/storage/index.ts';
import { ProjectFixture } from './projectFixture.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const put = (id: string) => ({ op: 'put', id, props: { x: 1 } }) as const;

/** Answers each call by HTTP with this problem. */
const refusing = (status: number, code: string): typeof fetch =>
  (async () =>
    new Response(JSON.stringify({ title: 'No', status, code }), {
      status,
      headers: { 'Content-Type': 'application/problem+json' },
    })) as typeof fetch;

describe('a role', () => {
  it('A2 that is lowered: what is under way is refused, kept, and told to the person', async () => {
    const outbox = memoryOutbox();
    const fixture = new ProjectFixture({}, { outbox });
    await fixture.live({ a: { x: 1 } }, { role: 'owner' });
    fixture.project.edit([{ op: 'patch', id: 'a', set: { x: 2 } }], { live: true });
    await fixture.pass(100);
    fixture.hear({ type: 'role', role: 'viewer' });
    fixture.hear({ type: 'refused', edit: 1, code: 'forbidden', message: 'viewers do not edit' });
    await fixture.pass(100);
    const { project } = fixture;
    expect(project.objects.get('a')).toEqual({ x: 1 });
    expect(project.setAside).toMatchObject([{ edit: 1, reason: 'forbidden: viewers do not edit' }]);
    expect(await outbox.count(ID)).toBe(1);
    project.undo.undo();
    await fixture.pass(1_000);
    expect(fixture.edits.length).toBe(1);
  });

  it('A1 of a viewer is known without a server, from the last visit', async () => {
    const pictures = memoryPictures();
    const first = new ProjectFixture({}, { pictures });
    await first.live({ a: { x: 1 } }, { role: 'viewer' });
    await first.pass(KEEP_MS + 100);
    const outbox = memoryOutbox();
    const second = new ProjectFixture({}, { pictures, outbox });
    await second.pass(0);
    expect(second.project.status).toMatchObject({ shown: true, synced: false, readOnly: true });
    expect(() => second.project.edit([put('b')])).toThrow(NotEditable);
    expect(await outbox.projects()).toEqual([]);
    await second.live({}, { role: 'owner' });
    second.project.edit([put('b')]);
  });

  it('A1 that the server has told counts, and not that of a picture that is read later', async () => {
    const pictures = memoryPictures();
    await pictures.put(ID, [['a', { x: 1 }]]);
    const about = { project: ID, title: 'T', version: 'v', settings: {}, bytes: 9, at: 1 };
    await pictures.finish({ ...about, role: 'owner' }, []);
    let read: () => void = () => undefined;
    const slow = {
      ...pictures,
      load: async (project: string) => {
        await new Promise<void>((resolve) => {
          read = resolve;
        });
        return pictures.load(project);
      },
    };
    const fixture = new ProjectFixture({}, { pictures: slow });
    await fixture.pass(0);
    fixture.socket?.opened();
    fixture.welcome({ role: 'viewer' });
    read();
    await fixture.pass(100);
    expect(fixture.project.status).toMatchObject({ role: 'viewer', readOnly: true, synced: false });
  });

  it('of an owner changes nothing where the page was asked to look only', async () => {
    const fixture = new ProjectFixture({ viewOnly: true });
    expect(() => fixture.project.edit([put('a')])).toThrow(NotEditable);
    await fixture.live({}, { role: 'owner' });
    fixture.hear({ type: 'role', role: 'editor' });
    expect(fixture.project.status).toMatchObject({ role: 'editor', readOnly: true });
    expect(() => fixture.project.edit([put('a')])).toThrow(NotEditable);
  });
});

describe('access that is withdrawn', () => {
  it('A3 ends the connection, and keeps what was not sent', async () => {
    const outbox = memoryOutbox();
    const fixture = new ProjectFixture({}, { outbox });
    await fixture.live({ a: { x: 1 } });
    fixture.project.edit([{ op: 'patch', id: 'a', set: { x: 2 } }], { live: true });
    await fixture.pass(100);
    fixture.hear({ type: 'closing', reason: 'revoked' });
    fixture.socket?.closed(4403);
    await fixture.pass(1_000);
    const { project } = fixture;
    expect(project.status).toMatchObject({ kind: 'closed', reason: 'revoked' });
    expect(project.saveState).toEqual({ kind: 'notSaving', edits: 1, reason: 'closed', kept: true });
    expect([project.objects.get('a'), await outbox.count(ID)]).toEqual([{ x: 2 }, 1]);
  });

  it('A3 while this page was not connected, or was never given, is told by HTTP', async () => {
    const fixture = new ProjectFixture({}, { fetch: refusing(403, 'no_access') });
    fixture.socket?.closed(1006);
    await fixture.pass(100);
    expect(fixture.project.status).toMatchObject({ kind: 'closed', reason: 'revoked' });
  });

  it('A4 is not what a token that has ended means: whoever signs in again goes on', async () => {
    const fixture = new ProjectFixture({}, { fetch: refusing(401, 'signed_out') });
    await fixture.live({ a: { x: 1 } });
    for (let at = 0; at < 20; at++) {
      fixture.socket?.closed(1006);
      await fixture.pass(BLINK_MS);
    }
    expect(fixture.project.status).toMatchObject({ kind: 'reconnecting', cause: 'signedOut' });
    fixture.project.edit([{ op: 'patch', id: 'a', set: { x: 2 } }]);
    const last = fixture.socket;
    while (fixture.socket === last) await fixture.pass(100);
    await fixture.live({ a: { x: 1 } });
    await fixture.pass(1_000);
    expect(fixture.edits.length).toBe(1);
  });
});
