import { base } from './base.ts';

/** Time from the begin of a board until the app is kept for offline, in milliseconds: the board goes first. */
const LATER_MS = 5_000;

let isAsked = false;

/**
 * Keeps the app in this browser, so that it opens without a network. Only from a board on: whoever looks at the list
 * once need not load it. Browsers let only pages do so that came over HTTPS, or from this machine.
 */
export function keepOffline(): void {
  if (isAsked || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  isAsked = true;
  // Refused by the browser's settings: everything but the start without a network works.
  setTimeout(() => void keep().catch(() => undefined), LATER_MS);
}

async function keep(): Promise<void> {
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  // Not `serviceWorker.ready`: that may be of another app, above this path.
  const worker = registration.active ?? (await activated(registration.installing ?? registration.waiting));
  // What was loaded before there was a worker: fonts, a language.
  worker?.postMessage({ keep: performance.getEntriesByType('resource').map(({ name }) => name) });
}

/** Resolves once it is at work, and never where it cannot be installed. */
function activated(worker: ServiceWorker | null): Promise<ServiceWorker> {
  return new Promise((resolve) => {
    worker?.addEventListener('statechange', () => worker.state === 'activated' && resolve(worker));
  });
}
