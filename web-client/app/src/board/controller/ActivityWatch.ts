import type { Activity } from '../adapter/presence.ts';

/** Without input for so long a person is idle, in milliseconds. */
export const IDLE_MS = 60_000;
const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart'] as const;

export interface ActivityPorts {
  readonly page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly isHidden: () => boolean;
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
}

export const browserActivity = (): ActivityPorts => ({
  page: document,
  isHidden: () => document.visibilityState === 'hidden',
  now: () => performance.now(),
  later: (run, ms) => window.setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer),
});

/** Tells whether the person is at the board, by what they do on the page. It tells changes only. */
export class ActivityWatch {
  readonly #ports: ActivityPorts;
  readonly #changed: (activity: Activity) => void;
  #activity: Activity = 'active';
  #lastInput: number;
  #timer: number | undefined;

  constructor(ports: ActivityPorts, changed: (activity: Activity) => void) {
    this.#ports = ports;
    this.#changed = changed;
    this.#lastInput = ports.now();
    for (const input of INPUTS) ports.page.addEventListener(input, this.#input, { capture: true });
    ports.page.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  close(): void {
    const { page } = this.#ports;
    for (const input of INPUTS) page.removeEventListener(input, this.#input, { capture: true });
    page.removeEventListener('visibilitychange', this.#look);
    this.#stop();
  }

  readonly #input = (): void => {
    this.#lastInput = this.#ports.now();
    if (this.#activity !== 'active') this.#look();
  };

  /** The timer is set once for many inputs, and again for what is left when it rings. */
  readonly #look = (): void => {
    this.#stop();
    const { isHidden, now, later } = this.#ports;
    const left = this.#lastInput + IDLE_MS - now();
    if (isHidden()) this.#become('away');
    else if (left <= 0) this.#become('idle');
    else {
      this.#become('active');
      this.#timer = later(this.#look, left);
    }
  };

  #become(activity: Activity): void {
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#changed(activity);
  }

  #stop(): void {
    if (this.#timer !== undefined) this.#ports.cancel(this.#timer);
    this.#timer = undefined;
  }
}
