import type { Messages } from './message.ts';

/** In what the app speaks now. */
export interface Speech {
  /** By which numbers, dates and lists are written. */
  readonly locale: string;
  /** The words of another language than English; what is not there is said in English. */
  readonly messages: Messages;
}

let speech: Speech = { locale: 'en', messages: {} };

export function speak(next: Speech): void {
  speech = next;
}

export function spoken(): Speech {
  return speech;
}

/** Something of `Intl` for the locale that is spoken, made once. */
export function byLocale<T>(make: (locale: string) => T): () => T {
  let made: { readonly locale: string; readonly it: T } | undefined;
  return () => {
    const { locale } = speech;
    if (made?.locale !== locale) made = { locale, it: make(locale) };
    return made.it;
  };
}

const numbers = byLocale((locale) => new Intl.NumberFormat(locale));
const enumerations = byLocale((locale) => new Intl.ListFormat(locale, { style: 'narrow' }));
const lists = byLocale((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/** A number with its separators: `12,000`. */
export function inDigits(value: number): string {
  return numbers().format(value);
}

/** `Ada, Bo, and Cy`. */
export function listed(items: readonly string[]): string {
  return lists().format(items);
}

/** `text, colour`. */
export function enumerated(items: readonly string[]): string {
  return enumerations().format(items);
}
