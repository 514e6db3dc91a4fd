/** How many elements that had the focus are remembered: more than Tab finds in a dialog with very many people. */
const LONGEST_TRAIL = 400;

/**
 * Keeps the focus on the page: where the element that has it goes away, as that of a dialog or a menu does when a key
 * closes it, the one that had it before gets it back. Without this, who uses the keyboard starts again at the top.
 *
 * @param last gets it where none of those is left, or where a click has closed it: the next key is meant for the page
 */
export function keepFocus(last: () => HTMLElement | null): () => void {
  const trail: HTMLElement[] = [];
  let isByKey = false;
  const pressed = () => {
    isByKey = true;
  };
  const clicked = () => {
    isByKey = false;
  };
  const focused = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const before = trail.indexOf(target);
    if (before >= 0) trail.splice(before, 1);
    trail.push(target);
    if (trail.length > LONGEST_TRAIL) trail.shift();
  };
  const observer = new MutationObserver(() => {
    const holder = trail.at(-1);
    // Where the person has clicked beside everything, nothing went away.
    if (document.activeElement !== document.body || holder === undefined || holder.isConnected) return;
    const before = isByKey ? trail.findLast((at) => at.isConnected && at.checkVisibility()) : undefined;
    const back = before ?? last();
    back?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', focused);
  window.addEventListener('keydown', pressed, { capture: true });
  window.addEventListener('pointerdown', clicked, { capture: true });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', focused);
    window.removeEventListener('keydown', pressed, { capture: true });
    window.removeEventListener('pointerdown', clicked, { capture: true });
    observer.disconnect();
  };
}
