/** Time that passes when a test says so. */
export class Time {
  at = 1_000_000;
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;
  readonly now = () => this.at;
  readonly later = (run: () => void, ms: number) => {
    this.#timers.set(this.#next, { at: this.at + ms, run });
    return this.#next++;
  };
  readonly cancel = (timer: number) => void this.#timers.delete(timer);

  pass(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [due] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (due === undefined) break;
      this.#timers.delete(due[0]);
      this.at = due[1].at;
      due[1].run();
    }
    this.at = end;
  }
}
