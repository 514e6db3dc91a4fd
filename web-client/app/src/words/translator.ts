import { type Message, type Messages, type Names, piecesOf, type Values } from './message.ts';
import { byLocale, inDigits, spoken } from './speech.ts';

/** Says messages of a room in the language that is spoken. */
export interface Translator<English extends Messages> {
  /** A number stands with its separators. */
  <Key extends keyof English & string>(key: Key, ...values: Values<English[Key], string | number>): string;
  /** The message in pieces, where something else than text stands for a placeholder. */
  parts<Key extends keyof English & string, T>(
    key: Key,
    values: { readonly [name in Names<English[Key]>]: T | string | number },
  ): readonly (T | string)[];
}

const plurals = byLocale((locale) => new Intl.PluralRules(locale));
const english = new Intl.PluralRules('en');

/** @param words the messages of the room in English, which every other language is a translation of */
export function translator<const English extends Messages>(words: English): Translator<English> {
  const parts = (key: string, values: Readonly<Record<string, unknown>> = {}) => {
    const pieces = piecesOf(textOf(key, words[key] as Message, values.count));
    return pieces.map((piece, at) => (at % 2 === 0 ? piece : shown(values[piece])));
  };
  const say = (key: string, values?: Readonly<Record<string, unknown>>) => parts(key, values).join('');
  return Object.assign(say, { parts }) as Translator<English>;
}

function textOf(key: string, inEnglish: Message, count: unknown): string {
  const translated = spoken().messages[key];
  const message = translated ?? inEnglish;
  if (typeof message === 'string') return message;
  const rules = translated === undefined ? english : plurals();
  return message[rules.select(Number(count))] ?? message.other;
}

function shown(value: unknown): unknown {
  return typeof value === 'number' ? inDigits(value) : value;
}
