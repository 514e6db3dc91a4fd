import { describe, expect, it } from 'vitest';
import { askToKeep } from '../src/open/askToKeep.ts';
import { ProjectFixture } from './project/projectFixture.ts';

describe('the browser', () => {
  it('is asked to keep what is here when something was made, once', async () => {
    const fixture = new ProjectFixture();
    let asked = 0;
    const persist = async () => {
      asked++;
      throw new Error('no');
    };
    askToKeep(fixture.project, { persist });
    askToKeep(fixture.project, undefined);
    await fixture.live({ a: { x: 1 } });
    fixture.other({ op: 'patch', id: 'a', set: { x: 2 } });
    expect(asked).toBe(0);
    for (const x of [3, 4]) fixture.project.edit([{ op: 'patch', id: 'a', set: { x } }]);
    expect(asked).toBe(1);
  });
});
