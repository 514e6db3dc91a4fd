import type { RefusalCode } from '../protocol/message.ts';

/** E14: for how long an edit is offered again that was refused, in milliseconds; then the person is told. */
export const REOFFER_MS = 10_000;

/** E14: whether an edit refused for this reason may fit later, when another client has brought what is missing. */
export function mayFitLater(code: RefusalCode): boolean {
  return code === 'not_found' || code === 'conflict';
}

/** E14: until when an edit is offered again that is refused now, by `Timers.now`. */
export function reofferDeadline(now: number): number {
  return now + REOFFER_MS;
}
