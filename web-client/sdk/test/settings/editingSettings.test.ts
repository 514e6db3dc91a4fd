import { expect, test } from 'vitest';
import { editingSettings } from '../../src/settings/index.ts';

test('what is not set is as the board says', () => {
  expect(editingSettings()).toEqual({ autoSaveInterval: 300, undoStackLimit: 100 });
});

test('what is not named stays', () => {
  const previous = editingSettings({ autoSaveInterval: 1_000 });
  expect(editingSettings({ undoStackLimit: 50 }, previous)).toEqual({
    autoSaveInterval: 1_000,
    undoStackLimit: 50,
  });
  expect(previous).toEqual({ autoSaveInterval: 1_000, undoStackLimit: 100 });
});

test.each([
  ['autoSaveInterval', 100, 5_000],
  ['undoStackLimit', 10, 500],
] as const)('%s is a whole number from %i to %i', (setting, least, most) => {
  expect(editingSettings({ [setting]: least })[setting]).toBe(least);
  expect(editingSettings({ [setting]: most })[setting]).toBe(most);
  for (const value of [least - 1, most + 1, least + 0.5, Number.NaN, Infinity, '300' as never]) {
    expect(() => editingSettings({ [setting]: value })).toThrow(
      new RangeError(`${setting} is a whole number from ${least} to ${most}, not ${value}`),
    );
  }
});
