/** Whether shortcuts are pressed with Cmd, and written so. */
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

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

/**
 * What a key means on a board beside `actOf`. `choose` is to choose what is imported. `clear` and `palette` are what
 * Excalidraw would do, and a board has not: emptying the canvas for everybody, and a palette of commands that its
 * package does not have.
 */
export function boardKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): 'theme' | 'look' | 'choose' | 'clear' | 'palette' | undefined {
  const { key, code, shiftKey, altKey } = event;
  if (!(event.ctrlKey || event.metaKey)) {
    if (!altKey) return undefined;
    if (code === 'KeyD') return shiftKey ? 'theme' : undefined;
    return code === 'KeyR' ? 'look' : undefined;
  }
  if (key === 'Delete' || key === 'Backspace') return 'clear';
  if (letterOf(event) === 'o' && !shiftKey && !altKey) return 'choose';
  return key === '/' || letterOf(event) === 'p' ? 'palette' : undefined;
}

/** As Excalidraw reads keys: by the letter or, in a layout of another script, by the position on the keyboard. */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const letter = key.toLowerCase();
  return /^[a-z]$/.test(letter) ? letter : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? letter);
}

/** Whether a key that is pressed there writes text. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}
