import type { HistoryEntry, Outcome } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { TakingBack } from '../src/board/history/TakingBack.ts';

const outcome: Outcome = { seq: 9, changed: 2, skipped: [], skippedCount: 0, undo: null };

/** An entry that grows while it is looked at, and what was asked of the server about it. */
class History {
  readonly asked: unknown[] = [];
  failure: Error | undefined;
  readonly entry = { from: 5, to: 8, began: 0, ended: 0, events: 4, authors: [] };

  readonly lookAtTakeBack: TakingBackHistory['lookAtTakeBack'] = async (by, span) => {
    this.asked.push(['look', by, { ...span }]);
    if (this.failure) throw this.failure;
    return outcome;
  };

  readonly takeBack: TakingBackHistory['takeBack'] = async (by, span) => {
    this.asked.push(['take back', by, { ...span }]);
  };
}
type TakingBackHistory = ConstructorParameters<typeof TakingBack>[0];

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('taking back what a person did', () => {
  it('takes back the span that was looked at, once, also when the entry has grown since', async () => {
    const history = new History();
    const entry: HistoryEntry = history.entry;
    const asked = new TakingBack(history, 'Ann', entry);
    expect(asked.looked.get()).toEqual({ would: undefined, problem: undefined });
    await settled();
    expect(asked.looked.get()).toEqual({ would: outcome, problem: undefined });
    history.entry.to = 12;
    await asked.takeBack();
    expect(history.asked).toEqual([
      ['look', 'Ann', { from: 5, to: 8 }],
      ['take back', 'Ann', { from: 5, to: 8 }],
    ]);
  });

  it('tells why it could not look, and no more of it when it is asked again', async () => {
    const history = new History();
    history.failure = new TypeError('away');
    const first = new TakingBack(history, 'Ann', history.entry);
    await settled();
    expect(first.looked.get()).toMatchObject({ would: undefined });
    expect(first.looked.get().problem).toContain('cannot be reached');
    history.failure = undefined;
    const second = new TakingBack(history, 'Ann', history.entry);
    await settled();
    expect(second.looked.get()).toEqual({ would: outcome, problem: undefined });
  });
});
