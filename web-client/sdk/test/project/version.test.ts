import { expect, it } from 'vitest';
import type { Change, Ports } from '../../src/index.ts';
import { memoryUndo } from '../../src/storage/index.ts';
import { KEEP_MS } from '../../src/undo/stackWriter.ts';
import { ProjectFixture } from './projectFixture.ts';

const move = (x: number): Change => ({ op: 'patch', id: 'a', set: { x } });

/** Another page load of the same tab, in a project whose active version may be another by now. */
async function opened(undo: Ports['undo'], version: string): Promise<ProjectFixture> {
  const fixture = new ProjectFixture({}, { undo });
  await fixture.live({ a: { x: 0 } }, { version });
  await fixture.project.undo.loaded;
  return fixture;
}

it('B7 a switch to another version ends what can be undone, and leaves the document saved', async () => {
  const fixture = new ProjectFixture();
  await fixture.live({ a: { x: 0 } });
  const told: string[] = [];
  fixture.project.on('project', ({ version }) => told.push(version));
  fixture.project.edit([move(1)]);
  await fixture.pass(300);
  await fixture.settle(1);
  expect(fixture.project.undo.canUndo).toBe(true);
  fixture.other(move(7)); // the other version's content comes as ordinary events
  fixture.hear({ type: 'project', title: 'T', version: 'w', settings: {} });
  expect(told).toEqual(['w']);
  expect([fixture.project.undo.canUndo, fixture.project.undo.canRedo]).toEqual([false, false]);
  expect(fixture.project.saveState).toEqual({ kind: 'saved' });
  fixture.project.edit([move(8)]);
  await fixture.pass(300);
  expect(fixture.edits.length).toBe(2);
  await fixture.settle(2);
  expect(fixture.project.undo.undo()).toBe(true);
  expect(fixture.project.objects.get('a')).toEqual({ x: 7 });
});

it('B7 what is unsent when others switch the version is sent, as an edit of the new one', async () => {
  const fixture = new ProjectFixture();
  await fixture.live({ a: { x: 0 } });
  fixture.project.edit([move(1)]);
  fixture.hear({ type: 'project', title: 'T', version: 'w', settings: {} });
  expect(fixture.project.saveState.kind).not.toBe('saved');
  await fixture.pass(300);
  expect(fixture.edits.map(({ changes }) => changes)).toEqual([[move(1)]]);
  await fixture.settle(1);
  expect(fixture.project.saveState).toEqual({ kind: 'saved' });
});

it('B7 steps that the browser kept in one version are not there in another one', async () => {
  const undo = memoryUndo();
  const first = await opened(undo, 'v');
  first.project.edit([move(1)]);
  await first.pass(300 + KEEP_MS);
  await first.project.close();
  const same = await opened(undo, 'v');
  expect(same.project.undo.canUndo).toBe(true);
  await same.project.close();
  const other = await opened(undo, 'w');
  expect(other.project.undo.canUndo).toBe(false);
  await other.pass(KEEP_MS);
  await other.project.close();
  const back = await opened(undo, 'v');
  expect(back.project.undo.canUndo).toBe(false);
});
