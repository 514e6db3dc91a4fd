import { describe, expect, it } from 'vitest';
import { startsStep, type TextEdit, textEdit } from '../src/object/model/words.ts';

/** The texts at which steps end, when these are what stands in the field, one after the other. */
function steps(...texts: readonly string[]): readonly string[] {
  const ends: string[] = [];
  let last: TextEdit | undefined;
  texts.slice(1).forEach((after, at) => {
    const before = texts[at] as string;
    const edit = textEdit(before, after);
    if (startsStep(before, last, edit)) ends.push(before);
    last = edit;
  });
  return ends;
}

const typed = (text: string, from = '') =>
  Array.from({ length: text.length + 1 }, (_, at) => from + text.slice(0, at));

describe('what was done to a text', () => {
  it.each([
    ['abc', 'abXc', { at: 2, removed: '', inserted: 'X' }],
    ['aa', 'aaa', { at: 2, removed: '', inserted: 'a' }],
    ['abc', 'ac', { at: 1, removed: 'b', inserted: '' }],
    ['abc', 'aYYc', { at: 1, removed: 'b', inserted: 'YY' }],
    ['abc', 'abc', { at: 3, removed: '', inserted: '' }],
    ['', 'x', { at: 0, removed: '', inserted: 'x' }],
  ])('%j → %j', (before, after, edit) => expect(textEdit(before, after)).toEqual(edit));
});

describe('a step of undo', () => {
  it('is a word with the space behind it', () => {
    expect(steps(...typed('one two  three\nfour'))).toEqual(['one ', 'one two  ', 'one two  three\n']);
  });

  it('ends where typing turns into deleting, and back', () => {
    expect(steps(...typed('abcd'), 'abc', 'ab', 'abX', 'abXY')).toEqual(['abcd', 'ab']);
  });

  it('ends where the person goes on elsewhere in the text', () => {
    expect(steps('word', 'wordA', 'wordAB', 'XwordAB')).toEqual(['wordAB']);
  });

  it('is what was pasted, and what was cut', () => {
    expect(steps(...typed('ab'), 'ab pasted words', 'ab pasted wordsX', 'ab')).toEqual([
      'ab',
      'ab pasted words',
      'ab pasted wordsX',
    ]);
  });
});
