import type { Outcome, RollBack } from '@easel/sdk';
import { t } from '../../words/history.ts';
import type { Done } from '../controller/LastAct.ts';

/**
 * What calls that changed the board have come to: taken back by the roll-backs that they tell, the last one first.
 *
 * @param rollBack takes such a call back
 * @param isUndone whether these calls have taken something back
 */
export function doneOf(
  message: string,
  outcomes: readonly Outcome[],
  rollBack: (what: RollBack) => Promise<Outcome>,
  isUndone = false,
): Done {
  const skipped = outcomes.reduce((sum, { skippedCount }) => sum + skippedCount, 0);
  const undos = outcomes.flatMap(({ undo }) => undo ?? []).reverse();
  // Tried again after a call that failed, it goes on there; what the calls before it told is not lost.
  const taken: Outcome[] = [];
  const takeBack = async () => {
    for (const undo of undos.slice(taken.length)) taken.push(await rollBack(undo));
    return doneOf(t(isUndone ? 'history.done.redone' : 'history.done.undone'), taken, rollBack, !isUndone);
  };
  return {
    message: skipped === 0 ? message : t('history.done.stays', { done: message, count: skipped }),
    takeBack: undos.length === 0 ? undefined : takeBack,
  };
}
