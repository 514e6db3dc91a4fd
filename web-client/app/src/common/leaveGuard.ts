/** The part of a window that is needed here. */
type Asked = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/**
 * Lets the browser ask before the page is left: exactly while somebody would lose something by it. A listener that is
 * always there would keep pages from being frozen and shown again, and ask people for nothing.
 */
export class LeaveGuard {
  readonly #window: () => Asked;
  readonly #losing = new Set<object>();

  constructor(of: () => Asked = () => window) {
    this.#window = of;
  }

  /** @param what is told apart from others by its identity */
  set(what: object, isLosing: boolean): void {
    const wasOn = this.#losing.size > 0;
    if (isLosing) this.#losing.add(what);
    else this.#losing.delete(what);
    const isOn = this.#losing.size > 0;
    if (isOn && !wasOn) this.#window().addEventListener('beforeunload', this.#ask);
    if (!isOn && wasOn) this.#window().removeEventListener('beforeunload', this.#ask);
  }

  readonly #ask = (event: Event): void => {
    event.preventDefault();
    // What older browsers look at.
    (event as BeforeUnloadEvent).returnValue = true;
  };
}

export const leaveGuard = new LeaveGuard();
