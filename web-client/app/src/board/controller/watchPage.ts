export interface PageWatcher {
  /** A key went down. */
  readonly key: (event: KeyboardEvent) => void;
  /** A pointer is down anywhere on the page: a slider being dragged is a gesture as well. */
  readonly down: () => void;
  readonly up: () => void;
  /** Looks at the canvas: Excalidraw may have changed it without telling, and the page may be closing. */
  readonly collect: () => void;
}

/** Watches what happens on the page beside Excalidraw. Returns what ends that. */
export function watchPage({ key, down, up, collect }: PageWatcher): () => void {
  const stop: (() => void)[] = [];
  const listen = (target: EventTarget, type: string, listener: (event: Event) => void) => {
    target.addEventListener(type, listener, { capture: true });
    stop.push(() => target.removeEventListener(type, listener, { capture: true }));
  };
  const released = () => {
    up();
    // After Excalidraw has handled the event: it does not report the end of a slider's drag as a change.
    setTimeout(collect);
  };
  listen(window, 'keydown', (event) => key(event as KeyboardEvent));
  listen(window, 'pointerdown', down);
  listen(window, 'pointerup', released);
  listen(window, 'pointercancel', released);
  listen(window, 'pagehide', collect);
  listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' && collect());
  return () => {
    for (const end of stop) end();
  };
}
