import { describe, expect, it } from 'vitest';
import type { Json, Props } from '../../src/index.ts';
import { applyChange, Conflict } from '../../src/protocol/apply.ts';
import { decode, encode, Malformed } from '../../src/protocol/codec.ts';
import { checked, checkedJson, checkGroup, checkUser } from '../../src/protocol/content.ts';
import { equal } from '../../src/protocol/equal.ts';
import { bytesOf, storedBytesOf } from '../../src/protocol/json.ts';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.ts';
import type { ClientMessage, Edit } from '../../src/protocol/message.ts';
import { golden } from './golden.ts';

describe('what a server says is understood', () => {
  it.each(golden('server'))('%s', (_, text) => {
    const message = decode(text);
    expect(message).not.toBeInstanceOf(Malformed);
    expect(message).toEqual(JSON.parse(text));
  });
});

describe('a client sends exactly these frames', () => {
  it.each(golden('client'))('%s', (_, text) => {
    const message = JSON.parse(text) as ClientMessage;
    if (message.type === 'edit') {
      // What is not known is left out, and absent stands for null.
      const { type, edit, group, changes } = message;
      const said: Edit = { type, edit, ...(group && { group }), changes: changes.map(checked) };
      const plain = { type, edit, ...(group && { group }), changes: known(changes) } as unknown as Json;
      expect(equal(JSON.parse(encode(said)), plain)).toBe(true);
    } else {
      expect(equal(JSON.parse(encode(message)), JSON.parse(text))).toBe(true);
    }
  });
});

/** What JavaScript values cannot say, and `JSON.stringify` never writes. */
const UNSAYABLE = /twice|number-1e-999|underflow/;

describe('what a server would refuse is not sent', () => {
  const cases = golden('bad').map(([name, text]): [string, { frame: string; answer: object }] => [
    name,
    JSON.parse(text),
  ]);
  const refused = cases.filter(([name, { answer }]) => 'refused' in answer && sayable(name));
  it.each(refused)('%s', (_, { frame }) => {
    const { changes, group } = parsed(frame) as unknown as Edit;
    expect(() => {
      if (group !== undefined) checkGroup(group);
      if (!Array.isArray(changes) || changes.length === 0) throw new Error('no edit at all');
      changes.map(checked);
    }).toThrow();
  });

  const users = cases.filter(([name]) => name.startsWith('hello-user'));
  it.each(users)('%s', (_, { frame }) => {
    expect(() => checkUser((parsed(frame) as { user: object }).user)).toThrow(RangeError);
  });

  const presences = cases.filter(([name]) => /^presence-(nan|over)/.test(name));
  it.each(presences)('%s', (_, { frame }) => {
    expect(() => {
      const state = checkedJson((parsed(frame) as { state: unknown }).state, 'presence');
      if (bytesOf(state) > DEFAULT_LIMITS.presence) throw new Error('too large');
    }).toThrow();
  });
});

describe('numbers are as a server has them', () => {
  const [[, rows] = ['', '[]'], [, edit] = ['', '{}']] = golden('numbers');
  it.each(JSON.parse(rows) as [string, string, number][])('%s', (text, canonical, stored) => {
    const value = JSON.parse(text) as number;
    expect(JSON.stringify(checkedJson(value, 'a number'))).toBe(canonical);
    expect(storedBytesOf(value)).toBe(stored);
    expect(equal(value, JSON.parse(canonical))).toBe(true);
  });

  it('counts them inside of values, and leaves texts alone', () => {
    expect(storedBytesOf({ a: [1e300, { b: -1e-7 }], é: '1e-7', c: null })).toBe(
      bytesOf({ a: ['9'.repeat(299), { b: '12345678' }], é: '1e-7', c: null }),
    );
  });

  it("an edit is, on its author's board, what its event says", () => {
    const { frame, changes } = JSON.parse(edit) as { frame: string; changes: string };
    const made = (JSON.parse(frame) as Edit).changes.map(checked);
    const told = JSON.parse(changes) as Edit['changes'];
    expect(JSON.stringify(made)).toBe(changes);
    const board = (all: Edit['changes']) =>
      all.reduce<Props | undefined>((props, change) => {
        const after = applyChange(props, change);
        return after instanceof Conflict ? undefined : after;
      }, undefined);
    expect(equal(board(made), board(told))).toBe(true);
    expect(board(made)).toBeDefined();
  });
});

describe('what is not a message is recognised', () => {
  it.each([
    ['not JSON', '{'],
    ['no object', '[]'],
    ['of no type', '{}'],
    ['of an unknown type', '{"type":"shout"}'],
    ['of a type that every object has', '{"type":"constructor"}'],
    ['without what it needs', '{"type":"ready"}'],
    ['with a field of another kind', '{"type":"events","events":[{"seq":"1","edit":1}]}'],
    ['an event of half a form', '{"type":"events","events":[{"seq":1,"edit":1,"changes":[]}]}'],
  ])('%s', (_, text) => {
    expect(decode(text)).toBeInstanceOf(Malformed);
  });
});

function sayable(name: string): boolean {
  return !UNSAYABLE.test(name) || /^twice-in-(set-and|unset)/.test(name);
}

/** JSON, and what JavaScript has for numbers besides. */
function parsed(frame: string): unknown {
  return JSON.parse(frame.replace(/\bNaN\b|\bInfinity\b/g, '1e999'));
}

function known(changes: Edit['changes']): unknown {
  return changes.map((change) => {
    const { op, id, props, set, unset, append } = change as unknown as Record<string, Json>;
    return JSON.parse(JSON.stringify({ op, id, props, set, unset, append }));
  });
}
