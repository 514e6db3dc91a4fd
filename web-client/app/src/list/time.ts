import { t } from '../words/list.ts';
import { byLocale } from '../words/speech.ts';

const DAY = 86_400_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
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

/** In how long, in days at most, and a minute at least: `in 29 days`. */
export function until(then: number, now: number): string {
  const short = STEPS.filter(([, ms]) => ms <= DAY);
  const [unit, ms] = short.find(([, ms]) => then - now >= ms) ?? (['minute', 60_000] as const);
  return relative().format(Math.max(1, Math.floor((then - now) / ms)), unit);
}

/** The day and the time of a moment. */
export function exactly(at: number): string {
  return exact().format(at);
}
