import type { Timers } from '../ports/timers.ts';
import type { User } from '../protocol/message.ts';
import { Alarm } from '../timing/alarm.ts';

/** How long a new name or colour waits for the next one, in milliseconds: each costs a connection. */
export const INTRODUCE_MS = 500;

/** By what name and colour others know this client. */
export class Introduction {
  readonly #again: () => void;
  readonly #alarm: Alarm;
  #user: User;
  /** What the last `hello` said. */
  #told: User | undefined;

  /** @param again a name is told in `hello`: another one needs another connection, which nobody notices */
  constructor(user: User, timers: Timers, again: () => void) {
    this.#user = user;
    this.#again = again;
    this.#alarm = new Alarm(timers, () => this.#told !== this.#user && this.#again());
  }

  change(user: User): void {
    if (user.name === this.#user.name && user.color === this.#user.color) return;
    this.#user = user;
    if (!this.#alarm.isSet) this.#alarm.set(INTRODUCE_MS);
  }

  /** The user, for a `hello` that is being said. */
  tell(): User {
    this.#told = this.#user;
    return this.#user;
  }

  live(): void {
    if (this.#told !== this.#user) this.#alarm.set(INTRODUCE_MS);
  }

  end(): void {
    this.#alarm.clear();
  }
}
