import { t } from '../words/list.ts';
import { byLocale } from '../words/speech.ts';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relative = byLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const exact = byLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);

/** How long ago, in words: `5 minutes ago`, `yesterday`. */
export function ago(then: number, now: number): string {
  for (const [unit, ms] of STEPS) {
    if (now - then >= ms) return relative().format(-Math.floor((now - then) / ms), unit);
  }
  return t('list.justNow');
}

/** The day and the time of a moment. */
export function exactly(at: number): string {
  return exact().format(at);
}
