/** What a key means on every page with a project; undefined for all others. */
export function actOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): 'undo' | 'redo' | 'save' | undefined {
  if (!(event.ctrlKey || event.metaKey)) return undefined;
  const key = letterOf(event);
  // With Alt as well: Excalidraw ignores Alt, and its own undo must never run.
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (event.shiftKey || event.altKey) return undefined;
  if (key === 'y' && event.ctrlKey) return 'redo';
  return key === 's' ? 'save' : undefined;
}

/** As Excalidraw reads keys: by the letter or, in a layout of another script, by the position on the keyboard. */
function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const letter = key.toLowerCase();
  return /^[a-z]$/.test(letter) ? letter : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? letter);
}
