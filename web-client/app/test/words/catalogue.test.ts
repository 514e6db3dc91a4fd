import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageFor, localeFor } from '../../src/words/languages.ts';
import { type Message, type Messages, piecesOf } from '../../src/words/message.ts';
import { TRANSLATIONS } from '../../src/words/translations.ts';
import { filesIn } from './texts.ts';

/** The messages of each room, which a file of its name exports. */
const ROOMS = Object.fromEntries(
  Object.entries(import.meta.glob<Record<string, Messages>>('../../src/words/*.ts', { eager: true })).flatMap(
    ([path, exported]) => {
      const room = path.replace(/^.*\/(.*)\.ts$/, '$1');
      return exported[room] === undefined ? [] : [[room, exported[room]] as const];
    },
  ),
);
const ENGLISH: Messages = Object.assign({}, ...Object.values(ROOMS));
const SRC = new URL('../../src', import.meta.url).pathname;
const EXCALIDRAW = new URL('../../../node_modules/@excalidraw/excalidraw/dist/prod/locales', import.meta.url)
  .pathname;

const textsOf = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const namesIn = (text: string) => [...new Set(piecesOf(text).filter((_, at) => at % 2 === 1))].sort();
/** Of a message with a count, a form may do without it: "An image is not saved". */
const namesOf = (message: Message) =>
  textsOf(message)
    .map((text) => namesIn(text).filter((name) => typeof message === 'string' || name !== 'count'))
    .map((names) => names.join(', '));

/** What is wrong with the messages of a language. */
function faultsOf(messages: Messages, locale: string): readonly string[] {
  const lacking = Object.keys(ENGLISH).filter((key) => messages[key] === undefined);
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const faults = Object.entries(messages).flatMap(([key, message]) => {
    const english = ENGLISH[key];
    if (english === undefined) return [`${key}: not in English`];
    const [wanted] = namesOf(english);
    const faults = textsOf(message).flatMap((text) => (text.trim() === '' ? [`${key}: empty`] : []));
    if (namesOf(message).some((names) => names !== wanted)) faults.push(`${key}: other placeholders`);
    if ((typeof english === 'string') !== (typeof message === 'string')) faults.push(`${key}: plural or not`);
    else if (typeof message !== 'string') {
      const missing = categories.filter((category) => message[category] === undefined);
      const excess = Object.keys(message).filter((category) => !categories.includes(category as never));
      if (missing.length + excess.length > 0) faults.push(`${key}: ${missing} missing, ${excess} too many`);
    }
    return faults;
  });
  return [...lacking.map((key) => `${key}: missing`), ...faults];
}

describe('English', () => {
  it('has each key in the file of its room', () => {
    expect(Object.keys(ROOMS)).toContain('common');
    for (const [room, messages] of Object.entries(ROOMS)) {
      expect(Object.keys(messages).filter((key) => !key.startsWith(`${room}.`))).toEqual([]);
    }
    expect(faultsOf(ENGLISH, 'en')).toEqual([]);
  });

  it('has no message that nobody says', () => {
    const source = filesIn(SRC)
      .filter(({ path }) => !Object.keys(ROOMS).includes(path.replace(/^words\/(.*)\.ts$/, '$1')))
      .map((file) => file.source)
      .join('\n');
    const said = (key: string) => source.includes(`'${key}'`);
    /** `some.${kind}`, and `some.${kind}.more`: what stands between may be any of the keys' words. */
    const patterns = Array.from(
      source.matchAll(/`(\w+\.[\w.-]*\$\{[^}]*\}[\w.]*)`/g),
      ([, template]) =>
        new RegExp(`^${template?.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
    );
    const unsaid = Object.keys(ENGLISH).filter(
      (key) => !said(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unsaid).toEqual([]);
  });
});

describe.each(Object.entries(TRANSLATIONS))('%s', (language, load) => {
  it('says what English says, with its placeholders, in the plural forms of the language', async () => {
    const { default: messages } = await load();
    expect(faultsOf(messages, language)).toEqual([]);
  });
});

describe('languages', () => {
  it('are those that Excalidraw has words in, each once', () => {
    const theirs = readdirSync(EXCALIDRAW).map((file) => file.replace(/-[0-9A-Z]{8}\.js$/, ''));
    expect(LANGUAGES.map(({ code }) => code).sort()).toEqual(
      theirs.filter((code) => !/percent/.test(code)).sort(),
    );
  });

  it('are found by what the browser wants, in its order, its script and its country if possible', () => {
    const found = (...wanted: string[]) => languageFor(wanted).code;
    expect([found('de'), found('de-AT'), found('tlh', 'fr-CA', 'de')]).toEqual(['de-DE', 'de-DE', 'fr-FR']);
    expect([found('pt'), found('pt-BR'), found('pt-PT'), found('pt-AO')]).toEqual([
      ...['pt-BR', 'pt-BR', 'pt-PT', 'pt-PT'],
    ]);
    expect([found('zh'), found('zh-SG'), found('zh-TW'), found('zh-HK'), found('zh-Hant')]).toEqual([
      ...['zh-CN', 'zh-CN', 'zh-TW', 'zh-HK', 'zh-TW'],
    ]);
    expect([found('no'), found('iw'), found('kab'), found('ar')]).toEqual([
      ...['nb-NO', 'he-IL', 'kab-KAB', 'ar-SA'],
    ]);
    expect([found(), found('not a language'), found('en-GB', 'de')]).toEqual(['en', 'en', 'en']);
  });

  it('write numbers and dates as the browser has it for the same language', () => {
    expect(localeFor('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeFor('de', ['fr', 'de-CH'])).toBe('de-CH');
    expect(localeFor('ja', ['fr'])).toBe('ja');
  });
});
