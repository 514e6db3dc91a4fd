import { vi } from 'vitest';
import { Inbox } from '../../src/connection/inbox.ts';
import { Silence } from '../../src/connection/silence.ts';
import { Outbox } from '../../src/outbox/index.ts';
import { Records } from '../../src/outbox/records.ts';
import { WaitingEdits } from '../../src/outbox/waitingEdits.ts';
import { AuthorNumbers } from '../../src/protocol/authorNumbers.ts';
import { OfferedAgain } from '../../src/recovery/offeredAgain.ts';
import { EarlierEdits } from '../../src/replica/earlierEdits.ts';

/** A rule that the SDK is made to forget, and a seed in whose world that is seen. */
export interface Defect {
  readonly name: string;
  readonly seed: number;
  readonly make: () => void;
}

/** Each takes one rule out. A world that did not notice would prove nothing of that rule. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'E16 what was given up counts as out of the store before it is',
    seed: 98,
    make: () => {
      const { written } = Records.prototype;
      vi.spyOn(Records.prototype, 'written').mockImplementation(function (this: Records) {
        written.call(this, () => false);
      });
    },
  },
  {
    name: 'a page that ends sends the open edit as it is, whatever is stored under its number',
    seed: 508,
    make: () =>
      void vi.spyOn(Outbox.prototype, 'sealAsStored').mockImplementation(function (this: Outbox) {
        this.seal();
      }),
  },
  {
    name: 'E14 a refused edit is made again over what was done since',
    seed: 174,
    make: () => void vi.spyOn(WaitingEdits.prototype, 'overrule').mockImplementation(() => undefined),
  },
  {
    name: 'E14 what an earlier page load left is made over its later edits',
    seed: 47,
    make: () => {
      vi.spyOn(OfferedAgain.prototype, 'taken').mockImplementation(() => undefined);
      // What was left is offered before what was made since, which hides it in nearly all worlds.
      vi.spyOn(EarlierEdits.prototype, 'await').mockImplementation(() => undefined);
    },
  },
  {
    name: 'L9 a server is waited for as long when an answer is awaited as when none is',
    seed: 1,
    make: () => void vi.spyOn(Silence.prototype, 'awaits').mockImplementation(() => undefined),
  },
  {
    name: 'J8 an edit whose refusal was lost is sent again as it is',
    seed: 382,
    make: () => void vi.spyOn(Outbox.prototype, 'refusedUnheard').mockImplementation(() => []),
  },
  {
    name: 'B9 a number that is given to another author stands for the one before',
    seed: 3,
    make: () => {
      const { resolve } = AuthorNumbers.prototype;
      const explained = new WeakMap<AuthorNumbers, Set<string>>();
      vi.spyOn(AuthorNumbers.prototype, 'resolve').mockImplementation(function (
        this: AuthorNumbers,
        message,
      ) {
        const known = message.type === 'ready' ? new Set<string>() : (explained.get(this) ?? new Set());
        explained.set(this, known);
        if (!('authors' in message) || !message.authors) return resolve.call(this, message);
        const fresh = Object.entries(message.authors).filter(([number]) => !known.has(number));
        for (const [number] of fresh) known.add(number);
        return resolve.call(this, { ...message, authors: Object.fromEntries(fresh) });
      });
    },
  },
  {
    name: 'R9 what comes behind a frame that is being inflated does not wait for it',
    seed: 1,
    make: () => void vi.spyOn(Inbox.prototype, 'behind').mockImplementation((task) => task()),
  },
];
