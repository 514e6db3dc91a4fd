import { expect, it } from 'vitest';
import { DrawnPeople, isOnlyOfOthers } from '../src/board/adapter/cursors.ts';

it('a cursor of somebody else is no change of the canvas', () => {
  const state = { scrollX: 1, selectedElementIds: { a: true }, collaborators: new Map() };
  expect(isOnlyOfOthers(state, { ...state, collaborators: new Map() })).toBe(true);
  expect(isOnlyOfOthers(state, { ...state, collaborators: new Map(), scrollX: 2 })).toBe(false);
  // Nothing in the state is another: something on the canvas has changed.
  expect(isOnlyOfOthers(state, { ...state })).toBe(false);
  expect(isOnlyOfOthers(undefined, state)).toBe(false);
});

it('only what is drawn of other people makes a frame', () => {
  const drawn = new DrawnPeople<object>();
  const ada = { username: 'Ada', pointer: { x: 1, y: 2 } };
  let frames = 0;
  const become = (...people: [string, object][]) => {
    if (drawn.become(new Map(people))) frames++;
  };
  become();
  become(['a', ada]);
  for (let told = 0; told < 100; told++) become(['a', { ...ada, pointer: { x: 1, y: 2 } }]);
  expect(frames).toBe(2);
  become(['a', { ...ada, pointer: { x: 1, y: 3 } }]);
  become(['b', ada]);
  become();
  expect(frames).toBe(5);
});
