/** What happens to the page a project is open in. */
export interface PageEvents {
  /** It is in the background, and may never be shown again. */
  hidden(): void;
  visible(): void;
  /** It is being left. */
  leaving(): void;
  /** It was left or hidden, kept frozen, and goes on. */
  restored(): void;
  online(): void;
  offline(): void;
}

export interface Page {
  /** Calls these from now on; returns what ends that. */
  watch(events: PageEvents): () => void;
}

/** The browser's page; outside of a browser there are no events. */
export const browserPage: Page = {
  watch(events) {
    const { window, document } = globalThis;
    if (window === undefined || document === undefined) return () => undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const seen = () => (document.visibilityState === 'hidden' ? events.hidden() : events.visible());
    document.addEventListener('visibilitychange', seen, { signal });
    window.addEventListener('pagehide', () => events.leaving(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && events.restored(), { signal });
    // A hidden page that was frozen where it was.
    document.addEventListener('resume', () => events.restored(), { signal });
    window.addEventListener('online', () => events.online(), { signal });
    window.addEventListener('offline', () => events.offline(), { signal });
    return () => ending.abort();
  },
};
