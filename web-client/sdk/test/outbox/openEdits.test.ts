import { describe, expect, it, vi } from 'vitest';
import type { Change, Props } from '../../src/index.ts';
import { applyChange } from '../../src/protocol/apply.ts';
import { Replica } from '../../src/replica/replica.ts';

const COUNT = 2_846;
const ids = Array.from({ length: COUNT }, (_, at) => `o${at}`);

/** A replica that is offline, with objects that were made there and are sealed. */
function offline(): Replica {
  const replica = new Replica('me');
  make(
    replica,
    ids.map((id) => ({ op: 'put', id, props: { x: 0 } })),
  );
  replica.outbox.seal();
  return replica;
}

function make(replica: Replica, changes: readonly Change[], group?: string): void {
  replica.edit(changes, { group, newGroup: () => 'cut', at: 0 });
}

const move = (x: number): Change[] => ids.map((id) => ({ op: 'patch', id, set: { x } }));

/** What the edits after the first ones do. */
const made = (replica: Replica, after: number) =>
  replica.outbox.edits('unsettled').filter(({ edit }) => edit > after);

describe('what is not sent yet of one gesture', () => {
  it('is combined, movement by movement, also where it is more than one edit holds', () => {
    const replica = offline();
    const before = replica.outbox.highest;
    for (let step = 1; step <= 42; step++) make(replica, move(step), 'drag');
    expect([replica.outbox.unsettledSteps, replica.outbox.unsettled - before]).toEqual([2, 3]);
    replica.outbox.seal();
    const edits = made(replica, before);
    expect(edits.map(({ stored }) => stored.group)).toEqual(['drag', 'drag', 'drag']);
    expect(edits.every(({ changes }) => changes.size <= 1_000)).toBe(true);
    const changes = edits.flatMap(({ stored }) => stored.changes);
    expect(changes).toEqual(move(42));
    expect(replica.outbox.unsettledSteps).toBe(2);
  });

  it('takes further objects, and leaves out what came back to where it was', () => {
    const replica = offline();
    const before = replica.outbox.highest;
    make(replica, move(1).slice(0, 1_500), 'drag');
    make(replica, move(2), 'drag');
    make(replica, move(0).slice(0, 2_000), 'drag');
    replica.outbox.seal();
    const changes = made(replica, before).flatMap(({ stored }) => stored.changes);
    expect(changes.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))).toEqual(
      move(2).slice(2_000),
    );
  });

  it('is not combined with what belongs to another step', () => {
    const replica = offline();
    const before = replica.outbox.highest;
    make(replica, move(1), 'drag');
    make(replica, [{ op: 'patch', id: 'o1', set: { x: 5 } }]);
    replica.outbox.seal();
    expect(made(replica, before).map(({ stored }) => stored.group)).toEqual([
      'drag',
      'drag',
      'drag',
      undefined,
    ]);
  });

  it('goes under the numbers that are stored when the page is left, and what was made since under further ones', () => {
    const replica = offline();
    const before = replica.outbox.highest;
    make(replica, move(1), 'drag');
    const stored = replica.outbox.records.take();
    make(replica, move(2), 'drag');
    make(replica, move(0).slice(0, 10), 'drag');
    replica.outbox.sealAsStored(
      (edit) => stored.get(edit),
      (id) => replica.canvas.below(id),
      replica.limits,
    );
    const edits = made(replica, before);
    for (const [edit, record] of stored) {
      if (edit > before) expect(edits.find((one) => one.edit === edit)?.stored).toBe(record);
    }
    const objects = new Map<string, Props | undefined>(ids.map((id) => [id, { x: 0 }]));
    for (const change of edits.flatMap((one) => one.stored.changes))
      objects.set(change.id, applyChange(objects.get(change.id), change) as Props);
    expect(ids.map((id) => objects.get(id)?.x)).toEqual(ids.map((_, at) => (at < 10 ? 0 : 2)));
  });
});

describe('the work of a drag', () => {
  it('counts what is changed, and an object only now and then', () => {
    const replica = new Replica('me');
    const text = 'x'.repeat(10_000);
    const some = ids.slice(0, 500);
    make(
      replica,
      some.map((id) => ({ op: 'put', id, props: { x: 0, text } })),
    );
    const write = vi.spyOn(JSON, 'stringify');
    for (let step = 1; step <= 20; step++) {
      make(
        replica,
        some.map((id) => ({ op: 'patch', id, set: { x: step } })),
        'drag',
      );
    }
    const large = write.mock.results.filter(({ value }) => String(value).length > text.length);
    write.mockRestore();
    expect(large).toEqual([]);
    expect(() => make(replica, [{ op: 'patch', id: 'o1', set: { text: text.repeat(27) } }])).toThrow(
      'over 262144',
    );
  });

  it('is one edit where all that it writes has room in one, however often it grows', () => {
    const replica = new Replica('me');
    const some = ids.slice(0, 1_000);
    for (const half of [some.slice(0, 500), some.slice(500)]) {
      make(
        replica,
        half.map((id) => ({ op: 'put', id, props: { x: 0, text: 'x'.repeat(4_980) } })),
      );
      replica.outbox.seal();
    }
    const before = replica.outbox.highest;
    for (let step = 1; step <= 40; step++) {
      const x = step * 10 ** Math.floor(step / 3) + 0.5;
      make(
        replica,
        some.map((id) => ({ op: 'patch', id, set: { x } })),
        'drag',
      );
    }
    expect(replica.outbox.unsettled - before).toBe(1);
  });

  it('counts an object again when it may be over the limit', () => {
    const replica = new Replica('me');
    make(replica, [{ op: 'put', id: 'a', props: { text: '' } }]);
    const grow = (at: number) =>
      make(
        replica,
        [{ op: 'patch', id: 'a', append: { text: { at, values: 'x'.repeat(50_000) } } }],
        'typing',
      );
    for (let at = 0; at < 250_000; at += 50_000) grow(at);
    expect(replica.canvas.objects.get('a')?.text).toHaveLength(250_000);
    expect(() => grow(250_000)).toThrow('over 262144');
    // What is set in place of it is no longer there.
    for (let step = 0; step < 20; step++)
      make(replica, [{ op: 'patch', id: 'a', set: { text: String(step).repeat(20_000) } }], 'typing');
    expect(replica.canvas.objects.get('a')?.text).toHaveLength(40_000);
  });
});
