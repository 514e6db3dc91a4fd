import { describe, expect, it } from 'vitest';
import { AuthorNumbers } from '../../src/protocol/authorNumbers.ts';
import { decode, Malformed } from '../../src/protocol/codec.ts';
import type { WireMessage } from '../../src/protocol/message.ts';
import { golden } from './golden.ts';

const ADA = '3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f';
const BOB = 'b7a1d2c3-0000-4000-8000-0123456789ab';

function frame(name: string): WireMessage {
  const [, text] = golden('server').find(([file]) => file === `${name}.json`) ?? ['', ''];
  const message = decode(text);
  if (message instanceof Malformed) throw new Error(message.reason);
  return message;
}

describe('authors by number', () => {
  const numbers = new AuthorNumbers();

  it('B9 are explained to who comes, by ready', () => {
    expect(numbers.resolve(frame('ready-authors'))).toEqual(frame('ready-authors'));
  });

  it('B9 are named in each event', () => {
    expect(numbers.resolve(frame('events-numbered'))).toMatchObject({
      events: [
        { seq: 1058, by: 'Größe 😀', client: ADA, edit: 18, group: 'g42' },
        { seq: 1059, by: 'Größe 😀', client: BOB, edit: 4, changes: [] },
      ],
      durable: 1055,
    });
  });

  it('B10 are a column, as are changes; edits and groups go on from those before', () => {
    const ada = { at: 1763700000130, by: 'ada', client: ADA };
    const bob = { at: 1763700000130, by: 'Größe 😀', client: BOB };
    expect(numbers.resolve(frame('events-columns'))).toEqual({
      type: 'events',
      events: [
        { ...ada, seq: 1058, edit: 18, group: 'g42', changes: [{ op: 'patch', id: 'a', set: { x: 10 } }] },
        {
          ...ada,
          seq: 1059,
          edit: 19,
          group: 'g42',
          changes: [
            { op: 'put', id: 'b', props: {} },
            { op: 'patch', id: 'a', unset: ['link'], append: { points: { at: 1, values: [[3, 4]] } } },
            { op: 'delete', id: 'c' },
          ],
        },
        { ...ada, client: BOB, seq: 1060, edit: 1, changes: [{ op: 'delete', id: 'b' }] },
        { ...bob, seq: 1061, edit: 7, group: 'g1', changes: [] },
        { ...bob, seq: 1062, edit: 8, changes: [{ op: 'put', id: 'd', props: { type: 'text' } }] },
      ],
      durable: 1055,
    });
  });

  it('B10 without changes are own edits, exactly as they were sent', () => {
    expect(numbers.resolve(frame('events-columns-brief'))).toEqual({
      type: 'events',
      events: [
        { seq: 1063, edit: 20 },
        { seq: 1064, edit: 21 },
      ],
    });
  });

  it('B4 is a fault where nobody has the number, or a column is shorter', () => {
    expect(new AuthorNumbers().resolve(frame('events-columns-brief'))).toBeInstanceOf(Malformed);
    const uneven = { ...frame('events-columns'), changes: [] } as WireMessage;
    expect(new AuthorNumbers().resolve(uneven)).toBeInstanceOf(Malformed);
  });

  it('leaves all other messages as they are', () => {
    for (const name of ['events-full', 'events-brief', 'welcome-first', 'pong']) {
      expect(numbers.resolve(frame(name))).toEqual(frame(name));
    }
  });
});
