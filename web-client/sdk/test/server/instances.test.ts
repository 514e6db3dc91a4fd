import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWAITED_MS, OPEN_MS, PONG_MS } from '../../src/connection/silence.ts';
import type { Project } from '../../src/index.ts';
import { BLINK_MS } from '../../src/project/status.ts';
import { Instances } from './instances.ts';
import { createProject, objectsOf, open, shown, until } from './open.ts';

/** What a loaded machine may add to a time, in milliseconds. */
const SLACK_MS = 2_000;

const instances = new Instances();
beforeAll(() => instances.start());
afterAll(() => instances.remove());

/** A person who draws without a pause, and what they were told meanwhile. */
class Person {
  readonly project: Project;
  readonly told = new Set<string>();
  /** The fewest objects that were shown after the first was there. */
  fewest = Number.POSITIVE_INFINITY;
  /** The longest time without progress of what is saved, and without a connection, in milliseconds. */
  longestGap = 0;
  longestLoss = 0;
  readonly #name: string;
  #count = 0;
  #unsaved = 0;
  #progressAt = 0;
  #lostAt: number | undefined;
  #drawing: ReturnType<typeof setInterval> | undefined;

  constructor(name: string, id: string) {
    this.#name = name;
    this.project = open(instances.origin, id);
    this.project.on('changed', () => {
      this.fewest = Math.min(this.fewest, this.project.objects.size - this.#count);
    });
    this.project.on('status', ({ kind }) => {
      this.told.add(kind);
      if (kind === 'reconnecting') this.#lostAt ??= performance.now();
      if (kind !== 'live' || this.#lostAt === undefined) return;
      this.longestLoss = Math.max(this.longestLoss, performance.now() - this.#lostAt);
      this.#lostAt = undefined;
    });
    this.project.on('saveState', (state) => {
      this.told.add(state.kind);
      const unsaved = 'edits' in state ? state.edits : 0;
      if (unsaved < this.#unsaved) this.#progress();
      this.#unsaved = unsaved;
    });
  }

  draw(): void {
    this.#progressAt = performance.now();
    this.#drawing = setInterval(() => {
      this.project.edit([{ op: 'put', id: `${this.#name}${this.#count++}`, props: { x: this.#count } }], {
        live: true,
      });
    }, 20);
  }

  rest(): Promise<void> {
    clearInterval(this.#drawing);
    return this.project.flush();
  }

  #progress(): void {
    this.longestGap = Math.max(this.longestGap, performance.now() - this.#progressAt);
    this.#progressAt = performance.now();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('two servers', () => {
  it('O5 hand a project over while people draw, and nobody is told of it', async () => {
    const [owner] = instances.inTurn;
    const id = await createProject(owner.origin);
    const people: Person[] = [];
    for (const name of ['ada', 'bob']) {
      const person = new Person(name, id);
      people.push(person);
      await until(person.project, () => person.project.status.kind === 'live');
    }
    for (const person of people) person.draw();
    await pause(1_000);
    for (const { told } of people) told.clear();
    await owner.stop('SIGTERM');
    await pause(1_000);
    await Promise.all(people.map((person) => person.rest()));
    const [ada, bob] = people as [Person, Person];
    await until(ada.project, () => ada.project.objects.size === bob.project.objects.size);
    for (const { told, project, fewest, longestGap, longestLoss } of people) {
      console.info(`away for ${Math.round(longestLoss)} ms, nothing saved for ${Math.round(longestGap)} ms`);
      expect(told).toContain('reconnecting');
      expect(told).not.toContain('closed');
      expect(longestLoss, 'it comes back').toBeLessThan(OPEN_MS + BLINK_MS + SLACK_MS);
      expect(told.has('offline'), 'offline is more than a blink').toBe(longestLoss >= BLINK_MS);
      expect(fewest, 'all that was drawn stays there').toBeGreaterThanOrEqual(0);
      expect(project.setAside).toEqual([]);
    }
    expect(shown(ada.project)).toEqual(shown(bob.project));
    expect(await objectsOf(instances.origin, id)).toEqual(shown(ada.project));
    await Promise.all(people.map(({ project }) => project.close()));
    await owner.start();
  });

  it('one that hangs is given up in time, and the other goes on', async () => {
    const [owner, other] = instances.inTurn;
    const id = await createProject(owner.origin);
    const person = new Person('ada', id);
    const { project } = person;
    await until(project, () => project.status.kind === 'live');
    person.draw();
    await pause(500);
    owner.signal('SIGSTOP');
    const stopped = performance.now();
    await until(project, () => project.status.kind === 'reconnecting');
    const givenUp = performance.now() - stopped;
    await until(project, () => project.status.kind === 'live');
    const back = performance.now() - stopped;
    await person.rest();
    console.info(`given up after ${Math.round(givenUp)} ms, live again after ${Math.round(back)} ms`);
    expect(givenUp).toBeGreaterThan(PONG_MS);
    expect(givenUp).toBeLessThan(AWAITED_MS + PONG_MS + SLACK_MS);
    expect(await objectsOf(other.origin, id)).toEqual(shown(project));
    await project.close();
    owner.signal('SIGCONT');
  });
});
