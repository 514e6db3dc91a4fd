import { beforeEach, describe, expect, it } from 'vitest';
import { type Lost, type Written, WrittenWords } from '../src/board/adapter/writtenWords.ts';

let now: number;
let stored: Record<string, string | undefined>;
let lost: Lost[];
let kept: Map<string, Written>;
let words: WrittenWords;

beforeEach(() => {
  now = 0;
  stored = { t: 'a plan' };
  lost = [];
  kept = new Map();
  words = load('one');
});

/** A page load with this name. */
function load(name: string): WrittenWords {
  return new WrittenWords({
    load: name,
    lost: (one) => void lost.push(one),
    wordsOf: (id) => stored[id],
    now: () => now,
    keep: (key, written) => void (written ? kept.set(key, written) : kept.delete(key)),
  });
}

const begin = () => words.writing('t');
const end = () => words.writing(undefined);
const write = (text: string | undefined) => {
  stored.t = text;
  words.wrote('t', text);
};
const other = (text: string | undefined) => {
  stored.t = text;
  words.changed('t', text);
  words.settled();
};
const mine = (text: string, how: Lost['how'] = 'replaced'): Lost => ({
  id: 't',
  words: text,
  whose: 'mine',
  how,
});
const theirs = (text: string, how: Lost['how'] = 'replaced'): Lost => ({
  ...mine(text, how),
  whose: 'theirs',
});

describe('two who write in one text', () => {
  it('nobody is told of anything where one follows the other', () => {
    begin();
    write('a plan for today');
    end();
    other('a plan for today and tomorrow');
    other('a plan: for today, and tomorrow');
    expect(lost).toEqual([]);
  });

  it('who leaves the text while the other’s words are there is told their own', () => {
    begin();
    write('a plan for today');
    other('a plan of Bob’s');
    expect(lost).toEqual([]);
    end();
    words.settled();
    expect(lost).toEqual([mine('a plan for today')]);
    other('a plan of Bob’s, longer');
    expect(lost).toHaveLength(1);
  });

  it('whose words are replaced just after they are saved is told', () => {
    begin();
    write('a plan for today');
    end();
    now = 60_000; // offline for so long
    words.settled();
    now = 69_000;
    other('a plan of Bob’s');
    expect(lost).toEqual([mine('a plan for today')]);
  });

  it('who replaces the other’s words has them to copy, of several people', () => {
    begin();
    write('a plan for today');
    words.changed('t', 'a plan of Bob’s');
    write('a plan for today, and more');
    words.overruled('t', 'a plan of Cid’s', 'a plan');
    write('a plan for today, and tomorrow');
    end();
    words.settled();
    words.settled();
    expect(lost).toEqual([theirs('a plan of Bob’s'), theirs('a plan of Cid’s')]);
  });

  it('that is so after having been offline as well', () => {
    stored.t = 'a plan for today';
    words.overruled('t', 'a plan of Bob’s', 'a plan');
    words.overruled('t', 'a plan', 'a plan of Bob’s');
    expect(lost).toEqual([theirs('a plan of Bob’s')]);
  });

  it('what was replaced before the person wrote there again is told, and what they took away is not', () => {
    begin();
    write('a plan for today');
    end();
    stored.t = 'a plan of Bob’s';
    words.changed('t', stored.t);
    begin();
    write('a plan of Bob’s and mine');
    expect(lost).toEqual([mine('a plan for today')]);
    write('a plan of Bob’s');
    end();
    words.settled();
    expect(lost).toHaveLength(1);
  });

  it('who corrects their own words, which they see, is told nothing: in the end theirs stand', () => {
    begin();
    write('a plan for today');
    words.changed('t', 'a plan of Bob’s');
    write('a plan for toda');
    write('a plan for');
    end();
    expect(lost).toEqual([]);
    words.settled();
    expect(lost).toEqual([theirs('a plan of Bob’s')]);
  });

  it('the words of others stay theirs where the person moves the text', () => {
    begin();
    write('a plan for today');
    end();
    words.settled();
    other('a plan for today, and Bob’s');
    write('a plan for today, and Bob’s');
    now = 5_000;
    other('a plan for today, and Cid’s');
    expect(lost).toEqual([]);
    now = 10_000;
    words.settled();
    expect(words.isEmpty).toBe(true);
  });

  it('nobody is told where they only looked, deleted words, or much later', () => {
    begin();
    other('a plan of Bob’s');
    end();
    begin();
    write('a plan');
    end();
    words.settled();
    begin();
    write('a plan of mine');
    end();
    words.settled();
    now = 60_000;
    words.settled();
    other('something else');
    expect(lost).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it('who is cut off is watched for as long once they are back', () => {
    begin();
    write('a plan for today');
    end();
    words.settled();
    now = 5_000;
    words.away();
    now = 60_000;
    other('a plan of Bob’s');
    expect(lost).toEqual([mine('a plan for today')]);
  });
});

describe('a text that somebody deletes while another writes in it', () => {
  it('who wrote is told, unless it was somebody’s long after', () => {
    begin();
    write('a plan for today');
    end();
    other(undefined);
    expect(lost).toEqual([mine('a plan for today', 'deleted')]);
  });

  it('who deleted it has the words to copy', () => {
    stored.t = undefined;
    words.overruled('t', 'a plan of Bob’s', 'a plan');
    expect(lost).toEqual([theirs('a plan of Bob’s', 'deleted')]);
  });

  it('who deletes what they wrote is told nothing', () => {
    begin();
    write('a plan for today');
    end();
    write(undefined);
    words.settled();
    begin();
    write('new');
    write(undefined);
    end();
    words.settled();
    now = 60_000;
    words.settled();
    expect(lost).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it('who undoes that is told when others replace the words without having seen them again', () => {
    begin();
    write('a plan for today');
    end();
    words.settled();
    write(undefined);
    words.settled();
    expect(words.watches('t')).toBe(true);
    write('a plan for today');
    other('a plan of Bob’s');
    expect(lost).toEqual([mine('a plan for today')]);
  });

  it('who empties it is told what others wrote meanwhile', () => {
    begin();
    write('');
    words.changed('t', 'a plan of Bob’s');
    write(undefined);
    end();
    words.settled();
    expect(lost).toEqual([theirs('a plan of Bob’s', 'deleted')]);
  });
});

describe('a page that is loaded again', () => {
  const reload = () => {
    words = load('two');
    words.adopt(kept);
  };

  it('tells what was replaced meanwhile, once', () => {
    begin();
    write('a plan for today');
    stored.t = 'a plan of Bob’s';
    reload();
    words.settled();
    words.settled();
    expect(lost).toEqual([mine('a plan for today')]);
    reload();
    words.settled();
    expect(lost).toHaveLength(1);
  });

  it('tells the words of others that the last page load has replaced', () => {
    begin();
    write('a plan for today');
    words.changed('t', 'a plan of Bob’s');
    write('a plan for today, and tomorrow');
    reload();
    words.settled();
    expect(lost).toEqual([theirs('a plan of Bob’s')]);
  });

  it('tells what it had not kept before it ended, but left to be sent', () => {
    begin();
    write('a plan for today');
    reload();
    words.left('t', 'a plan for today and tomorrow', '');
    words.left('t', 'a plan for today', '');
    other('a plan for today');
    expect(lost).toEqual([mine('a plan for today and tomorrow')]);
  });

  it('forgets what the last page load has deleted', () => {
    begin();
    write('a plan for today');
    reload();
    words.leftDeleted('t');
    stored.t = undefined;
    words.settled();
    expect(lost).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it('does not forget what others wrote in what the last page load has deleted', () => {
    begin();
    write('a plan for today');
    words.changed('t', 'a plan of Bob’s');
    reload();
    words.leftDeleted('t');
    stored.t = undefined;
    words.settled();
    expect(lost).toEqual([theirs('a plan of Bob’s', 'deleted')]);
  });

  it('tells what it replaces, where it knows what was there before', () => {
    begin();
    write('a plan for today');
    reload();
    words.overruled('t', 'a plan', undefined);
    words.overruled('t', 'a plan of Bob’s', undefined);
    words.overruled('other', 'a plan of Cid’s', undefined);
    expect(lost).toEqual([theirs('a plan of Bob’s')]);
  });

  it('goes on watching what stands, until it has stood', () => {
    begin();
    write('a plan for today');
    reload();
    words.settled();
    write('a plan for today, written on');
    words.settled();
    now = 10_000;
    words.settled();
    other('something else');
    expect(lost).toEqual([]);
    expect(kept.size).toBe(0);
  });
});
