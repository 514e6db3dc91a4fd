/** What happens to the page a project is open in. */
export interface PageEvents {
  /** It went to the background; it may never come back. */
  hidden(): void;
  visible(): void;
  /** It is being left. */
  leaving(): void;
  /** It was left, kept frozen, and is back. */
  restored(): void;
  online(): void;
  offline(): void;
}

export interface Page {
  /** Tells of what happens from now on; gives what ends that. */
  watch(events: PageEvents): () => void;
}

/** The browser's page; outside of one, nothing ever happens. */
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
    window.addEventListener('online', () => events.online(), { signal });
    window.addEventListener('offline', () => events.offline(), { signal });
    return () => ending.abort();
  },
};
