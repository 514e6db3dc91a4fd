const DAY_MS = 86_400_000;
const clock = byLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);
const weekday = byLocale(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
);
const dated = byLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
);

/** The time of day: `14:05`. */
export function timeOfDay(at: number): string {
  return clock().format(at);
}

/** The day: `Today`, `Yesterday`, `Monday, May 4`, or with its year where that is another. */
export function dayInWords(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return t('history.today');
  if (day === dayBefore(now)) return t('history.yesterday');
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? weekday() : dated()).format(at);
}

/** A moment: `Today, 14:05`. */
export function moment(at: number, now: number): string {
  return t('history.moment', { day: dayInWords(at, now), time: timeOfDay(at) });
}

/** From one time of day to another, or the one. */
export function timesOfDay(began: number, ended: number): string {
  const [from, to] = [timeOfDay(began), timeOfDay(ended)];
  if (from === to && ended - began < DAY_MS) return to;
  return `${from} – ${to}`;
}

/** Not 24 hours ago: a day may have 23 of them. */
function dayBefore(now: number): string {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1).toDateString();
}

import { t } from '../../words/history.ts';
import { byLocale } from '../../words/speech.ts';
