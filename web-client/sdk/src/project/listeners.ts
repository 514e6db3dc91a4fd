/** Those who want to hear of something. One that throws does not keep the others from hearing. */
export class Listeners<Events> {
  readonly #all = new Map<keyof Events, Set<(event: never) => void>>();

  /** Gives what ends it. */
  on<K extends keyof Events>(event: K, listener: (event: Events[K]) => void): () => void {
    const those = this.#all.get(event) ?? new Set();
    this.#all.set(event, those.add(listener));
    return () => void those.delete(listener);
  }

  tell<K extends keyof Events>(event: K, what: Events[K]): void {
    const those = (this.#all.get(event) ?? []) as Iterable<(event: Events[K]) => void>;
    for (const listener of [...those]) {
      try {
        listener(what);
      } catch (cause) {
        queueMicrotask(() => {
          throw cause;
        });
      }
    }
  }
}
