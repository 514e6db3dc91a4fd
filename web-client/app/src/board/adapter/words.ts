import { type Change, type Props, setTo } from '@easel/sdk';

/** What is written in a text, as it was typed; undefined for what is no text. */
export function wordsOf({ originalText, text }: Props): string | undefined {
  const words = typeof originalText === 'string' ? originalText : text;
  return typeof words === 'string' ? words : undefined;
}

/** The words that changes would have written. */
export function wordsIn(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    const words = wordsOf(setTo(change));
    return words === undefined || words.trim() === '' ? [] : [words];
  });
}
