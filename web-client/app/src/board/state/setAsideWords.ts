import type { SetAside } from '@easel/sdk';
import { wordsIn } from '../adapter/words.ts';

/** What was written in changes that could not be saved: of each text what was typed last. */
export function setAsideWords(all: readonly SetAside[]): readonly string[] {
  const latest = new Map(
    all.flatMap(({ changes }) => changes.map((change) => [change.id, wordsIn([change])] as const)),
  );
  return [...latest.values()].flat();
}
