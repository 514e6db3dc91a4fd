import { beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/index.ts';
import { memoryLocks } from '../../src/ports/locks.ts';
import { KEEP_WITHIN_MS } from '../../src/project/outboxWriter.ts';
import { ProjectFixture } from './projectFixture.ts';

const move = (id: string, x: number): Change => ({ op: 'patch', id, set: { x } });
const usesUp = (edit: number) => ({ edit, changes: [{ op: 'delete', id: expect.stringMatching(/-/) }] });

let fixture: ProjectFixture;
beforeEach(async () => {
  fixture = new ProjectFixture();
  await fixture.live({ a: { x: 0 }, b: { x: 0 } });
  await fixture.pass(1_000);
});

const stored = async () =>
  (await fixture.kept.read(fixture.project.id, fixture.project.client)).map((e) => e.edit);
const numbers = () => fixture.edits.map(({ edit }) => edit);

/** Edits 1 and 2 are on the wire, 3 is open; all are in the store, which fails from now on. */
async function threeAndFailing(): Promise<void> {
  fixture.project.edit([move('a', 1), move('b', 1)], { live: true });
  await fixture.pass(100);
  fixture.project.edit([move('a', 2)], { live: true });
  await fixture.pass(100);
  fixture.project.edit([{ op: 'put', id: 'c', props: {} }]);
  await fixture.pass(0);
  expect([numbers(), await stored()]).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
  fixture.storage = 'failing';
}

describe('E16 a number is used up when the store may hold a record that is not to be sent', () => {
  it('of an edit that was taken back; before that it is not called saved', async () => {
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.storage = 'failing';
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(0);
    expect(await stored()).toEqual([1]);
    expect(fixture.edits).toMatchObject([usesUp(1)]);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: false });
    await fixture.settle(1);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
  });

  it('of edits that are made again under other numbers, before those are sent', async () => {
    await threeAndFailing();
    fixture.other({ op: 'delete', id: 'b' });
    fixture.hear({ type: 'refused', edit: 1, code: 'not_found', message: 'no b' });
    await fixture.settle(2);
    const [first, second, ...rest] = fixture.edits.slice(2);
    expect([first, second]).toMatchObject([usesUp(1), usesUp(3)]);
    expect(rest.map(({ changes }) => changes)).toEqual([[{ op: 'put', id: 'c', props: {} }]]);
    expect(Math.min(...rest.map(({ edit }) => edit))).toBeGreaterThan(3);
  });

  it('of an edit that is set aside', async () => {
    await threeAndFailing();
    fixture.hear({ type: 'refused', edit: 1, code: 'invalid', message: 'no' });
    await fixture.settle(2, 3);
    expect(fixture.edits.at(-1)).toMatchObject(usesUp(1));
    expect(fixture.project.setAside).toMatchObject([{ edit: 1 }]);
  });

  it('of an edit that is set aside and dismissed before the store has failed', async () => {
    await threeAndFailing();
    fixture.hear({ type: 'refused', edit: 1, code: 'invalid', message: 'no' });
    for (const aside of fixture.project.setAside) fixture.project.dismiss(aside);
    await fixture.settle(2, 3);
    expect(fixture.edits.at(-1)).toMatchObject(usesUp(1));
    expect(fixture.project.saveState.kind).toBe('saving');
  });

  it('after what is on the wire with higher numbers is answered, and before all else', async () => {
    await threeAndFailing();
    fixture.hear({ type: 'refused', edit: 1, code: 'invalid', message: 'no' });
    fixture.project.edit([move('a', 3)]);
    void fixture.project.flush();
    await fixture.pass(100);
    expect(numbers()).toEqual([1, 2, 3]);
    await fixture.settle(2, 3);
    expect(numbers()).toEqual([1, 2, 3, 1, 4]);
  });

  it('when the store does not answer', async () => {
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.storage = 'held';
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(KEEP_WITHIN_MS - 1);
    expect(fixture.edits).toEqual([]);
    await fixture.pass(1);
    expect(fixture.edits).toMatchObject([usesUp(1)]);
    await fixture.release();
    await fixture.settle(1);
    expect([fixture.project.saveState.kind, await stored()]).toEqual(['saved', []]);
  });

  it('when the page ends before the store has lost it', async () => {
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.storage = 'held';
    fixture.project.edit([move('a', 0)]);
    expect(fixture.project.saveState.kind).toBe('saving');
    fixture.page?.leaving();
    await fixture.pass(0);
    expect(fixture.posted[0]?.body.edits).toMatchObject([usesUp(1)]);
  });

  it('and is not used up when it never was in the store, or is out of it', async () => {
    fixture.storage = 'failing';
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(0);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    fixture.storage = 'well';
    await fixture.pass(10_000);
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(0);
    expect([fixture.edits, await stored()]).toEqual([[], []]);
  });

  it('is sent again after a reconnect: hello tells of the number as pending', async () => {
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.storage = 'failing';
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(0);
    fixture.socket?.closed(1006);
    await fixture.pass(10_000);
    await fixture.live({ a: { x: 0 } });
    expect(fixture.sent.findLast(({ type }) => type === 'hello')).toMatchObject({ pending: 1 });
    expect(fixture.edits).toMatchObject([usesUp(1), usesUp(1)]);
    expect(fixture.edits[0]).toEqual(fixture.edits[1]);
  });

  it('is nothing to tell of, when somebody else has used it up, or the socket is closed for it', async () => {
    fixture.project.edit([move('a', 1)]);
    await fixture.pass(0);
    fixture.storage = 'failing';
    fixture.project.edit([move('a', 0)]);
    await fixture.pass(0);
    fixture.socket?.closed(4400);
    await fixture.pass(10_000);
    await fixture.live({ a: { x: 0 } });
    fixture.hear({ type: 'refused', edit: 1, code: 'conflict', message: 'taken', number: 'taken' });
    await fixture.pass(0);
    expect([fixture.project.setAside, fixture.project.saveState]).toEqual([[], { kind: 'saved' }]);
  });
});

it('E14 what waits to be offered again is kept under another number, without what was made since', async () => {
  fixture.project.edit([move('a', 1), move('b', 1)], { live: true });
  await fixture.pass(100);
  fixture.socket?.closed(1006);
  await fixture.pass(10_000);
  await fixture.live({ a: { x: 0 } });
  fixture.hear({ type: 'refused', edit: 1, code: 'not_found', message: 'no b' });
  await fixture.pass(0);
  const kept = () => fixture.kept.read(fixture.project.id, fixture.project.client);
  expect(await kept()).toMatchObject([{ edit: 2, changes: [move('a', 1), move('b', 1)] }]);
  fixture.project.edit([move('a', 5)]);
  await fixture.pass(0);
  expect(await kept()).toMatchObject([
    { edit: 2, changes: [move('b', 1)] },
    { edit: 3, changes: [move('a', 5)] },
  ]);
});

it('what stayed in the store of a page that was killed undoes nothing: it is set aside and told', async () => {
  fixture.project.edit([move('a', 1)]);
  await fixture.pass(0);
  fixture.storage = 'failing';
  fixture.project.edit([move('a', 0)]);
  await fixture.pass(0);
  await fixture.settle(1);
  expect(fixture.project.saveState.kind).toBe('saved');

  const { client } = fixture.project;
  const refusal = { code: 'conflict', message: 'taken', number: 'taken' };
  const answer = { results: [{ edit: 1, refused: refusal }], durable: 1 };
  const next = new ProjectFixture(
    {},
    { outbox: fixture.kept, locks: memoryLocks(), fetch: async () => Response.json(answer) },
  );
  await next.pass(1_000);
  expect(next.project.setAside).toMatchObject([{ client, edit: 1, changes: [move('a', 1)] }]);
});
