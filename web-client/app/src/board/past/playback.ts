/** A pause longer than this is cut to it, in milliseconds: nobody wants to watch people think. */
const LONGEST_PAUSE_MS = 500;
/** How long the events of one entry are played at most, in milliseconds. */
const LONGEST_PLAY_MS = 20_000;

/**
 * When each event is shown, in milliseconds from the begin of play, given when they happened: as it was, without the
 * idle time, and faster where that would take long. A clock that was set back counts as no time.
 */
export function playTimes(happened: readonly number[]): readonly number[] {
  const times: number[] = [];
  let time = 0;
  happened.forEach((at, index) => {
    const pause = at - (happened[index - 1] ?? at);
    time += Math.min(Math.max(pause, 0), LONGEST_PAUSE_MS);
    times.push(time);
  });
  const faster = Math.max(1, time / LONGEST_PLAY_MS);
  return times.map((at) => at / faster);
}

/** How many of these times, which rise, have come at `now`. */
export function played(times: readonly number[], now: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
