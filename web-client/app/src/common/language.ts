import { LANGUAGES, type Language, languageFor, localeFor } from '../words/languages.ts';
import type { Messages } from '../words/message.ts';
import { speak } from '../words/speech.ts';
import { TRANSLATIONS } from '../words/translations.ts';
import { Stored } from './stored.ts';
import { useStored } from './useStored.ts';
import { Value } from './Value.ts';

/** The code of the language that the person has chosen; null: as the browser has it. */
export const languageChoice = new Stored<string | null>(
  'language',
  (value) => LANGUAGES.find(({ code }) => code === value)?.code ?? null,
);

/** What is spoken: the language that is wanted, as soon as its words are here. */
const language = new Value<Language>(LANGUAGES[0] as Language);

/** The language of the page. Who is drawn only when its props change calls it to be drawn in another language. */
export function useLanguage(): Language {
  return useStored(language);
}

/** Speaks what the person wants, now and when they choose another language. Resolves when the page can be drawn. */
export async function startLanguage(): Promise<void> {
  languageChoice.subscribe(() => void speakWanted());
  await speakWanted();
}

/** Tells browsers and screen readers in what language the page is. Excalidraw tells it while a board is open. */
export function markPage(): void {
  const { code, words, isRightToLeft } = language.get();
  document.documentElement.lang = words === undefined ? 'en' : code;
  document.documentElement.dir = words !== undefined && isRightToLeft ? 'rtl' : 'ltr';
}

async function speakWanted(): Promise<void> {
  const next = wanted();
  const messages = await wordsOf(next);
  // Another one was chosen meanwhile.
  if (next !== wanted()) return;
  const words = messages === undefined ? 'en' : (next.words ?? 'en');
  speak({ locale: localeFor(words, navigator.languages), messages: messages ?? {} });
  language.set(next);
  markPage();
}

function wanted(): Language {
  const choice = languageChoice.get();
  return LANGUAGES.find(({ code }) => code === choice) ?? languageFor(navigator.languages);
}

/** Undefined for English, and where they cannot be loaded: then the page speaks English. */
async function wordsOf({ words }: Language): Promise<Messages | undefined> {
  if (words === undefined || words === 'en') return undefined;
  try {
    return (await TRANSLATIONS[words]()).default;
  } catch {
    return undefined;
  }
}
