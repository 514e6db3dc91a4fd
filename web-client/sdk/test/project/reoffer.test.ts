import { describe, expect, it } from 'vitest';
import { REOFFER_MS } from '../../src/outbox/reoffer.ts';
import { ProjectFixture } from './projectFixture.ts';

/** Edits an object that, after a reconnect, is gone; the edit is on the wire. */
async function patchWhatIsGone(fixture: ProjectFixture, id: string): Promise<void> {
  fixture.project.edit([{ op: 'patch', id, set: { x: 1 } }]);
  fixture.page?.hidden(); // it is sent now
  await fixture.pass(100);
  fixture.socket?.closed(1006);
  await fixture.pass(1_000);
  await fixture.live();
}

/** Refuses the edit that was sent last. */
function refuse(fixture: ProjectFixture): void {
  const edit = fixture.edits.at(-1)?.edit ?? 0;
  fixture.hear({ type: 'refused', edit, code: 'not_found', message: 'it is gone' });
}

describe('E14 the person is told when the time of a waiting edit is up', () => {
  it('also when a message comes at that moment, before the alarm', async () => {
    const fixture = new ProjectFixture();
    await fixture.live({ a: { x: 0 } });
    await patchWhatIsGone(fixture, 'a');
    fixture.clock.after(REOFFER_MS, () => fixture.hear({ type: 'pong' }));
    refuse(fixture);
    await fixture.pass(100);
    expect(fixture.project.saveState).toMatchObject({ kind: 'saving', edits: 1 });
    await fixture.pass(15_000);
    expect(fixture.project.status.kind).toBe('live');
    expect(fixture.project.setAside).toHaveLength(1);
    expect(fixture.project.saveState.kind).toBe('notSaving');
  });

  it('also after the clock was set back', async () => {
    const fixture = new ProjectFixture();
    await fixture.live({ a: { x: 0 } });
    await patchWhatIsGone(fixture, 'a');
    refuse(fixture);
    await fixture.pass(REOFFER_MS);
    expect(fixture.project.setAside).toHaveLength(1);
    fixture.clock.ahead -= 3_600_000;
    fixture.other({ op: 'put', id: 'b', props: {} });
    await patchWhatIsGone(fixture, 'b');
    refuse(fixture);
    await fixture.pass(REOFFER_MS + 100);
    expect(fixture.project.setAside).toHaveLength(2);
  });
});
