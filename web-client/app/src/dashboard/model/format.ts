/** `share`: 0 to 1, told in percent. */
export type Unit = 'ms' | 'bytes' | 'count' | 'perSecond' | 'share';

/** A number as it is told: the figure, and its unit apart from it. */
export interface Told {
  readonly figure: string;
  readonly unit: string;
}

/** What stands where there is no number. */
export const UNKNOWN = '–';

const TIMES = [
  [1_000, 1, 'ms'],
  [60_000, 1_000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'd'],
] as const;
const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const days = byLocale((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
const tenths = byLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const hundredths = byLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
);
const UNITS = { count: '', perSecond: '/s', share: '%' } as const;

/** What a value is told in: the size of one of it, and its name. */
export function measure(value: number, unit: Unit): { readonly size: number; readonly name: string } {
  if (unit === 'ms') {
    const [, size, name] = TIMES.find(([below]) => value < below * 0.9995) ?? TIMES[4];
    return { size, name };
  }
  if (unit === 'bytes') {
    const power = value < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log2(value) / 10));
    return { size: 1024 ** power, name: SIZES[power] ?? 'B' };
  }
  return { size: unit === 'share' ? 0.01 : 1, name: UNITS[unit] };
}

/** As it is told to people, in three digits or so. */
export function tell(value: number | null | undefined, unit: Unit): Told {
  if (value === null || value === undefined) return { figure: UNKNOWN, unit: '' };
  const { size, name } = measure(value, unit);
  return { figure: unit === 'count' ? whole(value) : rounded(value / size), unit: name };
}

/** In one piece: `1.2 s`, `40 %`, `12/s`. */
export function told(value: number | null | undefined, unit: Unit): string {
  const { figure, unit: name } = tell(value, unit);
  return name === '' || name.startsWith('/') ? figure + name : `${figure} ${name}`;
}

/** In words that are read out well. */
export function spoken(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return t('dashboard.notKnown');
  const { figure } = tell(value, unit);
  if (unit === 'perSecond') return t('dashboard.perSecond', { figure });
  return unit === 'share' ? t('dashboard.percent', { figure }) : told(value, unit);
}

/** The time of day, `14:05`; of another day than `now`, with the date. */
export function clock(at: number, now: number): string {
  const time = new Date(at);
  const hours = time.toTimeString().slice(0, 5);
  if (time.toDateString() === new Date(now).toDateString()) return hours;
  return t('dashboard.clock', { day: days().format(at), time: hours });
}

/** With seconds. */
export function clockSeconds(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

function whole(value: number): string {
  return inDigits(Math.round(value));
}

/** `0.04`, `1.2`, `12`, `1,234`. */
function rounded(value: number): string {
  if (value === 0) return '0';
  if (value < 0.095) return value < 0.005 ? `<${hundredths().format(0.01)}` : hundredths().format(value);
  if (value < 9.95) return tenths().format(value);
  return whole(value);
}

import { t } from '../../words/dashboard.ts';
import { byLocale, inDigits } from '../../words/speech.ts';
