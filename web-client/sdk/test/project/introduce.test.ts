import { beforeEach, describe, expect, it } from 'vitest';
import { INTRODUCE_MS } from '../../src/project/introduction.ts';
import { ProjectFixture } from './projectFixture.ts';

let fixture: ProjectFixture;
beforeEach(() => {
  fixture = new ProjectFixture();
});

const hellos = () => fixture.sent.filter((message) => message.type === 'hello');
const names = () => hellos().map(({ user }) => user.name);

describe('another name', () => {
  it('is told over another connection, of the same client, and only the last of several', async () => {
    await fixture.live();
    const states: string[] = [];
    fixture.project.on('status', ({ away }) => states.push(String(away)));
    for (const name of ['A', 'Ad', 'Ada L.']) fixture.project.introduce({ name });
    await fixture.pass(INTRODUCE_MS);
    await fixture.live();
    expect(names()).toEqual(['Ada', 'Ada L.']);
    expect(hellos()[1]?.attempt).toBe(2);
    expect(hellos()[1]?.client).toBe(hellos()[0]?.client);
    await fixture.pass(10 * INTRODUCE_MS);
    expect(hellos().length).toBe(2);
    expect(states).not.toContain('true');
  });

  it('that comes while a connection is being made is told as soon as there is one', async () => {
    fixture.socket?.opened();
    fixture.project.introduce({ name: 'Grace' });
    await fixture.pass(INTRODUCE_MS);
    expect(names()).toEqual(['Ada']);
    await fixture.live();
    await fixture.pass(INTRODUCE_MS);
    fixture.socket?.opened();
    expect(names().at(-1)).toBe('Grace');
  });

  it('costs nothing where it is the same, and nothing after the end', async () => {
    await fixture.live();
    fixture.project.introduce({ name: 'Ada' });
    await fixture.pass(INTRODUCE_MS);
    fixture.project.introduce({ name: 'Grace' });
    void fixture.project.close();
    await fixture.pass(INTRODUCE_MS);
    expect(names()).toEqual(['Ada']);
  });

  it('loses no edit that was on its way', async () => {
    await fixture.live();
    fixture.project.edit([{ op: 'put', id: 'a', props: { x: 1 } }], { live: true });
    await fixture.pass(50);
    fixture.project.introduce({ name: 'Grace' });
    await fixture.pass(INTRODUCE_MS);
    await fixture.live();
    await fixture.pass(500);
    expect(fixture.edits.map(({ edit }) => edit)).toEqual([1, 1]);
    expect(fixture.project.objects.get('a')).toEqual({ x: 1 });
  });
});
