/** Images that are fetched at the same time. */
export const AT_ONCE = 4;
/** One that has not come within so long lets the next one go first, in milliseconds: the line to it may be slow. */
export const PATIENCE_MS = 5_000;

export interface FetchPorts<T> {
  /** Fetches an image; fulfilled once it is here, or the server does not have it yet. */
  readonly fetch: (fileId: string) => Promise<void>;
  /** Whether it would be seen now. */
  readonly isSeen: (of: T) => boolean;
  readonly later: (run: () => void, ms: number) => void;
}

/** Images that a canvas lacks: a few are fetched at a time, those first that would be seen. */
export class FetchQueue<T> {
  readonly #ports: FetchPorts<T>;
  /** What is not being fetched yet, by file: what shows it. At most one for each image of the board. */
  readonly #wanted = new Map<string, T>();
  #underWay = 0;

  constructor(ports: FetchPorts<T>) {
    this.#ports = ports;
  }

  want(fileId: string, of: T): void {
    this.#wanted.set(fileId, of);
    // Once all that are wanted now are known.
    queueMicrotask(() => this.#next());
  }

  /** What is wanted and not being fetched yet is forgotten. */
  clear(): void {
    this.#wanted.clear();
  }

  #next(): void {
    while (this.#underWay < AT_ONCE && this.#wanted.size > 0) this.#begin(this.#first());
  }

  #first(): string {
    let first: string | undefined;
    for (const [fileId, of] of this.#wanted) {
      if (this.#ports.isSeen(of)) return fileId;
      first ??= fileId;
    }
    return first as string;
  }

  #begin(fileId: string): void {
    this.#wanted.delete(fileId);
    this.#underWay++;
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      this.#underWay--;
      this.#next();
    };
    void this.#ports.fetch(fileId).then(over);
    this.#ports.later(over, PATIENCE_MS);
  }
}
