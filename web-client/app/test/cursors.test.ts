import { expect, it } from 'vitest';
import { DrawnPeople, isOnlyOfOthers } from '../src/board/adapter/cursors.ts';

it('a cursor of somebody else is no change of the canvas', () => {
  const state = { scrollX: 1, selectedElementIds: { a: true }, collaborators: new Map() };
  const before = { elements: [], files: {}, state };
  const moved = { ...before, state: { ...state, collaborators: new Map() } };
  expect(isOnlyOfOthers(before, moved, false)).toBe(true);
  expect(isOnlyOfOthers(before, { ...moved, state: { ...moved.state, scrollX: 2 } }, false)).toBe(false);
  // Nothing in the state is another: something on the canvas has changed.
  expect(isOnlyOfOthers(before, { ...before, state: { ...state } }, false)).toBe(false);
  expect(isOnlyOfOthers(undefined, before, false)).toBe(false);
});

it('what is drawn, or the file of an image, is not passed over because a cursor moves at the same time', () => {
  const before = {
    elements: [],
    files: {},
    state: { newElement: { id: 'stroke' }, collaborators: new Map() },
  };
  const moved = { ...before, state: { ...before.state, collaborators: new Map() } };
  expect(isOnlyOfOthers(before, moved, true)).toBe(false);
  expect(isOnlyOfOthers(before, { ...moved, files: {} }, false)).toBe(false);
  expect(isOnlyOfOthers(before, { ...moved, elements: [] }, false)).toBe(false);
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
