/** What was done to a text in one input: where, what was removed and what was inserted there. */
export interface TextEdit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

export function textEdit(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at++;
  let same = 0;
  while (same < most - at && before.at(-1 - same) === after.at(-1 - same)) same++;
  return {
    at,
    removed: before.slice(at, before.length - same),
    inserted: after.slice(at, after.length - same),
  };
}

/**
 * Whether a step of undo ends before this input: a word begins, something is pasted, or typing turns into deleting and
 * back. So undo takes back a word with the space behind it.
 */
export function startsStep(before: string, last: TextEdit | undefined, next: TextEdit): boolean {
  if (last === undefined) return false;
  const isTyping = next.inserted.length === 1 && next.removed === '';
  if (!isTyping) return isTypingOf(last) || next.inserted.length > 1 || next.removed.length > 1;
  if (!isTypingOf(last) || next.at !== last.at + 1) return true;
  return !isSpace(next.inserted) && isSpace(before[next.at - 1] ?? '');
}

function isTypingOf({ inserted, removed }: TextEdit): boolean {
  return inserted.length === 1 && removed === '';
}

function isSpace(letter: string): boolean {
  return /^\s$/u.test(letter);
}
