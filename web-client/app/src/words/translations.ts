import type { Translated } from './languages.ts';
import type { Messages } from './message.ts';

/** Loads the words of a language, each a file of its own that only those who speak it load. */
export const TRANSLATIONS: { readonly [words in Translated]: () => Promise<{ default: Messages }> } = {
  de: () => import('./de.json'),
  es: () => import('./es.json'),
  fr: () => import('./fr.json'),
  ja: () => import('./ja.json'),
  pt: () => import('./pt.json'),
  zh: () => import('./zh.json'),
};
