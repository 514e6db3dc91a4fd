import { Api, type ProjectRow } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { arranged } from '../src/list/arrange.ts';
import { stars, toggleStar } from '../src/list/choices.ts';
import { ASK_MS, MOST_PATIENT, ProjectList } from '../src/list/ProjectList.ts';

const row = (id: string, title: string, createdAt: number, updatedAt = createdAt): ProjectRow => ({
  ...{ id, title, createdAt, updatedAt, version: 'v', settings: {}, seq: 0, savedSeq: 0, picture: null },
});

describe('the projects', () => {
  const rows = [row('a', 'Café plan', 3, 5), row('b', 'Plan 10', 1, 9), row('c', 'plan 9', 2, 2)];
  const ids = (how: Partial<Parameters<typeof arranged>[1]>) =>
    arranged(rows, { search: '', order: 'changed', starred: new Set(), ...how }).map(({ id }) => id);

  it('are sorted by change, by creation, or by title as people count', () => {
    expect(ids({})).toEqual(['b', 'a', 'c']);
    expect(ids({ order: 'created' })).toEqual(['a', 'c', 'b']);
    expect(ids({ order: 'title' })).toEqual(['a', 'c', 'b']);
  });

  it('that are starred come first, in their order', () => {
    expect(ids({ starred: new Set(['a', 'c']) })).toEqual(['a', 'c', 'b']);
  });

  it('are found by words in any order, without case and accents', () => {
    expect(ids({ search: ' PLAN cafe' })).toEqual(['a']);
    expect(ids({ search: 'plan' })).toEqual(['b', 'a', 'c']);
    expect(ids({ search: 'nothing' })).toEqual([]);
  });
});

it('stars are given and taken, and of very many the oldest go', () => {
  for (let at = 0; at <= 500; at++) toggleStar(`p${at}`);
  expect(stars.get().length).toBe(500);
  expect(stars.get()).not.toContain('p0');
  toggleStar('p7');
  expect(stars.get()).not.toContain('p7');
});

/** A server with projects, and time in a test's hands. */
class World {
  rows = [row('a', 'A', 1), row('b', 'B', 2)];
  readonly asked: string[] = [];
  readonly waits: number[] = [];
  isVisible = true;
  isDown = false;
  trashDays: number | undefined = 30;
  isSignedOut = false;
  due: (() => void) | undefined;
  /** Answers are given when the test says so. */
  held: (() => void)[] | undefined;
  readonly list = new ProjectList({
    api: new Api({ origin: 'http://easel' }, { fetch: (url, init) => this.#answer(String(url), init) }),
    copy: async (_, title) => {
      const copy = row('copy', title, 9);
      this.rows = [copy, ...this.rows];
      return copy;
    },
    leave: async (id) => {
      this.rows = this.rows.filter((row) => row.id !== id);
    },
    isVisible: () => this.isVisible,
    later: (run, ms) => {
      this.waits.push(ms);
      this.due = run;
      return 1;
    },
    cancel: () => {
      this.due = undefined;
    },
  });

  get rowA(): ProjectRow {
    return row('a', 'A', 1);
  }

  get ids(): string[] | undefined {
    return this.list.state.get().rows?.map(({ id }) => id);
  }

  async pass(): Promise<void> {
    const { due } = this;
    this.due = undefined;
    due?.();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  async #answer(url: string, init: RequestInit | undefined): Promise<Response> {
    const path = url.slice('http://easel/api/projects'.length);
    this.asked.push(`${init?.method} ${path}`);
    if (this.isDown) throw new TypeError('no answer');
    if (this.isSignedOut) return new Response('{}', { status: 401 });
    const { rows } = this;
    if (this.held !== undefined && init?.method === 'GET') {
      await new Promise<void>((resolve) => this.held?.push(resolve));
    }
    if (init?.method === 'DELETE') {
      this.rows = rows.filter(({ id }) => path !== `/${id}`);
      return new Response(null, { status: 204 });
    }
    if (path === '/a/undelete') {
      this.rows = [this.rowA, ...rows];
      return Response.json(this.rowA);
    }
    return Response.json({ projects: rows, next: null, trashDays: this.trashDays });
  }
}

describe('the list', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    world.list.start();
    await world.pass();
  });

  it('shows what others make, rename and delete; what is as it was stays the same', async () => {
    const [a] = world.list.state.get().rows ?? [];
    world.rows = [row('a', 'A', 1), row('c', 'C', 3)];
    await world.pass();
    expect(world.ids).toEqual(['a', 'c']);
    expect(world.list.state.get().rows?.[0]).toBe(a);
    const state = world.list.state.get();
    await world.pass();
    expect(world.list.state.get()).toBe(state);
  });

  it('is asked for every few seconds while somebody looks, and not otherwise', async () => {
    await world.pass();
    expect(world.waits).toEqual([ASK_MS, ASK_MS]);
    world.isVisible = false;
    await world.pass();
    await world.pass();
    expect(world.asked.length).toBe(2);
    world.isVisible = true;
    await world.list.look();
    expect(world.asked.length).toBe(3);
    world.list.stop();
    await world.pass();
    expect(world.asked.length).toBe(3);
  });

  it('is asked for ever less often while it cannot be read, which is told and then over', async () => {
    world.isDown = true;
    for (let at = 0; at < 6; at++) await world.pass();
    expect(world.waits.slice(1)).toEqual(
      [2, 4, 8, MOST_PATIENT, MOST_PATIENT, MOST_PATIENT].map((n) => n * ASK_MS),
    );
    expect(world.list.state.get().problem).toContain('could not be read');
    expect(world.ids).toEqual(['a', 'b']);
    world.isDown = false;
    await world.pass();
    expect(world.list.state.get().problem).toBeUndefined();
    expect(world.waits.at(-1)).toBe(ASK_MS);
  });

  it('keeps what the person did against an answer that is older', async () => {
    world.held = [];
    const looked = world.list.look();
    await world.list.remove(world.rowA);
    expect(world.ids).toEqual(['b']);
    for (const answer of world.held.splice(0)) answer();
    await looked;
    expect(world.ids).toEqual(['b']);
  });

  it('A1 is of those one owns, or that others share, and forgets the others', async () => {
    world.list.show('shared');
    expect(world.ids).toBeUndefined();
    await world.pass();
    expect(world.asked.at(-1)).toBe('GET ?of=shared&limit=1000');
    await world.list.leave('a');
    expect(world.ids).toEqual(['b']);
    world.list.show('all');
    await world.pass();
    expect(world.asked.at(-1)).toBe('GET ?limit=1000');
  });

  it('A4 is not shown to whom the server does not know, until they have signed in', async () => {
    world.isSignedOut = true;
    await world.list.look();
    expect(world.list.state.get()).toEqual({ rows: undefined, problem: undefined, isSignedOut: true });
    world.isSignedOut = false;
    await world.list.look();
    expect([world.ids, world.list.state.get().isSignedOut]).toEqual([['a', 'b'], undefined]);
  });

  it('has a copy at once', async () => {
    await world.list.duplicate('a', 'Copy of A', 'Ada');
    expect(world.list.state.get().rows?.[0]).toMatchObject({ id: 'copy', title: 'Copy of A' });
  });

  it('takes back what it has put into the trash', async () => {
    await world.list.remove(world.rowA);
    expect(world.list.trashed.get()?.id).toBe('a');
    await world.list.undelete(world.rowA);
    expect(world.asked).toContain('POST /a/undelete');
    expect(world.ids).toEqual(['a', 'b']);
    expect(world.list.trashed.get()).toBeUndefined();
  });

  it('offers no way back where the server has no trash', async () => {
    expect(world.list.hasTrash).toBe(true);
    world.trashDays = undefined;
    await world.pass();
    expect(world.list.hasTrash).toBe(false);
    await world.list.remove(world.rowA);
    expect(world.list.trashed.get()).toBeUndefined();
  });

  it('says what could not be done, and leaves it there to be read', async () => {
    world.isDown = true;
    await world.list.remove(world.rowA);
    world.isDown = false;
    await world.pass();
    expect(world.list.state.get().problem).toContain('could not be deleted');
    expect(world.ids).toEqual(['a', 'b']);
  });

  it('tries again what could not be done, not something else', async () => {
    world.isDown = true;
    await world.list.remove(world.rowA);
    world.isDown = false;
    await world.list.again();
    expect(world.asked).toContain('DELETE /a');
    expect(world.ids).toEqual(['b']);
    expect(world.list.state.get().problem).toBeUndefined();
  });
});
