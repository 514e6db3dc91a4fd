import { expect, test } from 'vitest';
import type { Change, Json, Props } from '../../src/protocol/change.ts';
import { equal } from '../../src/protocol/equal.ts';
import { Random } from './random.ts';
import { UndoFixture } from './undoFixture.ts';

const SEEDS = 300;
const ids = ['a', 'b', 'c', 'd', 'f', 'g'];
const frames = ['f', 'g'];
const names = ['x', 'y', 'z'];

/**
 * A fixture where everything happens by chance. No value is written twice, so that it is always known who wrote a
 * value. `f` and `g` are frames that the others may be in; who deletes a frame takes the others out of it.
 */
class Chance {
  readonly random: Random;
  readonly fixture: UndoFixture;
  /** Properties, as `id.name`, whose current value others wrote. */
  readonly theirs = new Set<string>();
  /** Objects that others changed, since this was last cleared. */
  readonly touched = new Set<string>();
  #value = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.fixture = new UndoFixture({
      submit: (changes) => {
        const before = this.fixture.state;
        for (const change of changes) this.#check(change);
        for (const change of changes) this.fixture.apply(change);
        for (const { id } of changes) this.#wrote(id, before[id], this.fixture.objects.get(id), false);
        this.#checkFrames();
      },
    });
  }

  /** A batch of one to five own changes, with others' in between if so asked. */
  batch(others: boolean): void {
    for (let n = 1 + this.random.below(5); n > 0; n--) {
      for (const [id, props] of this.#next()) {
        this.#wrote(id, this.fixture.objects.get(id), props, false);
        this.fixture.own(id, props);
      }
      if (others && this.random.below(3) === 0) this.someoneElse();
    }
    this.fixture.undo.commitBatch();
  }

  /** Up to two own changes that are not steps. */
  repairs(name: () => string): void {
    for (let n = this.random.below(3); n > 0; n--) this.#repair(name());
  }

  #repair(name: string): void {
    const id = this.random.oneOf(ids);
    const now = this.fixture.objects.get(id);
    if (now === undefined) return;
    const { [name]: last, ...others } = now;
    const after =
      last !== undefined && this.random.below(4) === 0 ? others : { ...now, [name]: ++this.#value };
    this.#wrote(id, now, after, false);
    this.fixture.repair(id, after);
  }

  someoneElse(): void {
    for (const [id, props] of this.#next()) {
      this.touched.add(id);
      this.#wrote(id, this.fixture.objects.get(id), props, true);
      this.fixture.other(id, props);
    }
  }

  /** One random action of a person. */
  #next(): [string, Props | undefined][] {
    const id = this.random.oneOf(ids);
    const now = this.fixture.objects.get(id);
    if (now !== undefined && this.random.below(4) === 0) return [...this.#freed(id), [id, undefined]];
    const props: { [name: string]: Json } = { ...now };
    for (let n = 1 + this.random.below(2); n > 0; n--) {
      const name = this.random.oneOf(names);
      if (now !== undefined && this.random.below(5) === 0) delete props[name];
      else props[name] = ++this.#value;
    }
    const there = frames.filter((frame) => !frames.includes(id) && this.fixture.objects.has(frame));
    if (there.length > 0 && this.random.below(3) === 0) props.frame = this.random.oneOf(there);
    return [[id, props]];
  }

  #freed(frame: string): [string, Props][] {
    const hung = [...this.fixture.objects].filter(([, props]) => props.frame === frame);
    return hung.map(([id, { frame: _, ...free }]) => [id, free]);
  }

  #wrote(id: string, before: Props | undefined, after: Props | undefined, others: boolean): void {
    for (const name of names) {
      if (equal(before?.[name], after?.[name])) continue;
      if (others && after?.[name] !== undefined) this.theirs.add(`${id}.${name}`);
      else this.theirs.delete(`${id}.${name}`);
    }
  }

  /** No undo and no redo changes what others wrote. */
  #check(change: Change): void {
    const now = this.fixture.objects.get(change.id);
    expect(now === undefined).toBe(change.op === 'put');
    const away =
      change.op === 'patch'
        ? [...Object.keys(change.set ?? {}), ...(change.unset ?? [])]
        : Object.keys(now ?? {});
    for (const name of away) {
      if (this.theirs.has(`${change.id}.${name}`))
        throw new Error(`${change.op} takes away ${change.id}.${name}`);
    }
  }

  /** No undo leaves an object in a frame that does not exist. */
  #checkFrames(): void {
    for (const { frame } of this.fixture.objects.values()) {
      if (typeof frame === 'string' && !this.fixture.objects.has(frame)) throw new Error(`${frame} is gone`);
    }
  }
}

function times(n: number, what: () => boolean): number {
  let done = 0;
  while (done < n && what()) done++;
  return done;
}

function forEachSeed(run: (chance: Chance, seed: number) => void): void {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      run(new Chance(seed), seed);
    } catch (cause) {
      throw new Error(`seed ${seed}`, { cause });
    }
  }
}

test('alone: each undo goes back exactly one batch, each redo forward', () => {
  forEachSeed((chance) => {
    const { fixture } = chance;
    const states = [fixture.state];
    for (let n = 0; n < 12; n++) {
      chance.batch(false);
      if (!equal(fixture.state, states.at(-1))) states.push(fixture.state);
    }
    for (const state of states.slice(0, -1).reverse()) {
      expect(fixture.undo.undo()).toBe(true);
      expect(fixture.state).toEqual(state);
    }
    expect(fixture.undo.undo()).toBe(false);
    for (const state of states.slice(1)) {
      expect(fixture.undo.redo()).toBe(true);
      expect(fixture.state).toEqual(state);
    }
    expect(fixture.undo.redo()).toBe(false);
  });
});

test('among others: n times undo and n times redo change nothing', () => {
  forEachSeed((chance) => {
    const { fixture, random } = chance;
    for (let n = 0; n < 12; n++) {
      chance.batch(true);
      if (random.below(3) === 0) chance.someoneElse();
      if (random.below(6) === 0) times(1 + random.below(3), () => fixture.undo.undo());
    }
    const before = fixture.state;
    const n = times(1 + random.below(12), () => fixture.undo.undo());
    expect(times(n, () => fixture.undo.redo())).toBe(n);
    expect(fixture.state).toEqual(before);
  });
});

test('alone, with own changes that are not steps: each undo still goes back one batch', () => {
  forEachSeed((chance) => {
    const { fixture } = chance;
    const bare = () =>
      Object.fromEntries(Object.entries(fixture.state).map(([id, { r: _, ...props }]) => [id, props]));
    const repair = () => chance.repairs(() => 'r');
    const states = [bare()];
    for (let n = 0; n < 12; n++) {
      chance.batch(false);
      if (!equal(bare(), states.at(-1))) states.push(bare());
      repair();
    }
    for (const state of states.slice(0, -1).reverse()) {
      expect(fixture.undo.undo()).toBe(true);
      expect(bare()).toEqual(state);
      repair();
    }
    expect(fixture.undo.undo()).toBe(false);
    for (const state of states.slice(1)) {
      expect(fixture.undo.redo()).toBe(true);
      expect(bare()).toEqual(state);
      repair();
    }
    expect(fixture.undo.redo()).toBe(false);
  });
});

test('among others and own changes that are not steps: n times undo and n times redo change nothing', () => {
  forEachSeed((chance) => {
    const { fixture, random } = chance;
    const between = () => {
      if (random.below(3) === 0) chance.someoneElse();
      chance.repairs(() => random.oneOf(names));
    };
    for (let n = 0; n < 12; n++) {
      chance.batch(true);
      between();
      if (random.below(6) === 0) times(1 + random.below(3), () => fixture.undo.undo());
      between();
    }
    const before = fixture.state;
    const n = times(1 + random.below(12), () => fixture.undo.undo());
    expect(times(n, () => fixture.undo.redo())).toBe(n);
    expect(fixture.state).toEqual(before);
  });
});

test('others between undo and redo: own values come back where nobody else changed them', () => {
  let compared = 0;
  forEachSeed((chance) => {
    const { fixture, random } = chance;
    for (let n = 0; n < 8; n++) chance.batch(true);
    const before = fixture.state;
    chance.touched.clear();
    const step = (move: () => boolean) => () => {
      if (random.below(3) === 0) chance.someoneElse();
      return move();
    };
    times(
      times(
        8,
        step(() => fixture.undo.undo()),
      ),
      step(() => fixture.undo.redo()),
    );

    const framed = frames.some((frame) => chance.touched.has(frame));
    for (const [id, props] of Object.entries(before)) {
      // A frame that others put something into is not changed by them, and yet undo does not delete it.
      if (framed || chance.touched.has(id) || frames.includes(id)) continue;
      compared++;
      expect(fixture.state[id]).toEqual(props);
    }
  });
  expect(compared).toBeGreaterThan(SEEDS / 4);
});
