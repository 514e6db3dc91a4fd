const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, in words: `5 minutes ago`, `yesterday`. */
export function ago(then: number, now: number): string {
  for (const [unit, ms] of STEPS) {
    if (now - then >= ms) return words.format(-Math.floor((now - then) / ms), unit);
  }
  return 'just now';
}
