/** Time until the code is loaded that delivers it, in milliseconds: the page that is being opened goes first. */
const LATER_MS = 2_000;
/** Time until that is tried again, in milliseconds. */
const AGAIN_MS = 60_000;

/** Delivers, from any page, what was left of any project, and tells what that is. A board has the code for it. */
export function deliverUnsent(): void {
  setTimeout(load, LATER_MS);
}

function load(): void {
  import('./delivery.ts').then(({ deliver }) => deliver(), loadLater);
}

/** A server that was away tells nobody when it is back: the network's return is not all that is waited for. */
function loadLater(): void {
  const again = () => {
    clearTimeout(timer);
    removeEventListener('online', again);
    load();
  };
  const timer = setTimeout(again, AGAIN_MS);
  addEventListener('online', again);
}
