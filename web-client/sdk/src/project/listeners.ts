/** The listeners to the events of one object. One that throws does not keep the others from being called. */
export class Listeners<Events> {
  readonly #byEvent = new Map<keyof Events, Set<(event: never) => void>>();

  /** Adds a listener; returns what removes it. */
  on<K extends keyof Events>(event: K, listener: (event: Events[K]) => void): () => void {
    const listeners = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<K extends keyof Events>(event: K, what: Events[K]): void {
    const listeners = (this.#byEvent.get(event) ?? []) as Iterable<(event: Events[K]) => void>;
    for (const listener of [...listeners]) {
      try {
        listener(what);
      } catch (failure) {
        queueMicrotask(() => {
          throw failure;
        });
      }
    }
  }
}
