/** A language that a person can choose. */
export interface Language {
  /** As Excalidraw calls it. */
  readonly code: string;
  /** What those who speak it call it. */
  readonly name: string;
  /** Of our own words; without, they are in English and only Excalidraw's are in this language. */
  readonly words?: 'en' | Translated;
  readonly isRightToLeft?: true;
}

/** The languages that our own words are translated to. */
export type Translated = 'de' | 'es' | 'fr' | 'ja' | 'pt' | 'zh';

const ENGLISH: Language = { code: 'en', name: 'English', words: 'en' };

/** Those with words of our own first. Of several in one script, the last is for countries that have none. */
export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  { code: 'de-DE', name: 'Deutsch', words: 'de' },
  { code: 'es-ES', name: 'Español', words: 'es' },
  { code: 'fr-FR', name: 'Français', words: 'fr' },
  { code: 'pt-BR', name: 'Português (Brasil)', words: 'pt' },
  { code: 'pt-PT', name: 'Português (Portugal)', words: 'pt' },
  { code: 'zh-CN', name: '简体中文', words: 'zh' },
  { code: 'ja-JP', name: '日本語', words: 'ja' },
  { code: 'ar-SA', name: 'العربية', isRightToLeft: true },
  { code: 'az-AZ', name: 'Azərbaycanca' },
  { code: 'bg-BG', name: 'Български' },
  { code: 'bn-BD', name: 'বাংলা' },
  { code: 'ca-ES', name: 'Català' },
  { code: 'cs-CZ', name: 'Čeština' },
  { code: 'da-DK', name: 'Dansk' },
  { code: 'el-GR', name: 'Ελληνικά' },
  { code: 'eu-ES', name: 'Euskara' },
  { code: 'fa-IR', name: 'فارسی', isRightToLeft: true },
  { code: 'fi-FI', name: 'Suomi' },
  { code: 'gl-ES', name: 'Galego' },
  { code: 'he-IL', name: 'עברית', isRightToLeft: true },
  { code: 'hi-IN', name: 'हिन्दी' },
  { code: 'hu-HU', name: 'Magyar' },
  { code: 'id-ID', name: 'Bahasa Indonesia' },
  { code: 'it-IT', name: 'Italiano' },
  { code: 'kaa', name: 'Qaraqalpaqsha' },
  { code: 'kab-KAB', name: 'Taqbaylit' },
  { code: 'kk-KZ', name: 'Қазақ тілі' },
  { code: 'km-KH', name: 'ខ្មែរ' },
  { code: 'ko-KR', name: '한국어' },
  { code: 'ku-TR', name: 'Kurdî' },
  { code: 'lt-LT', name: 'Lietuvių' },
  { code: 'lv-LV', name: 'Latviešu' },
  { code: 'mr-IN', name: 'मराठी' },
  { code: 'my-MM', name: 'မြန်မာ' },
  { code: 'nb-NO', name: 'Norsk bokmål' },
  { code: 'nl-NL', name: 'Nederlands' },
  { code: 'nn-NO', name: 'Norsk nynorsk' },
  { code: 'oc-FR', name: 'Occitan' },
  { code: 'pa-IN', name: 'ਪੰਜਾਬੀ' },
  { code: 'pl-PL', name: 'Polski' },
  { code: 'ro-RO', name: 'Română' },
  { code: 'ru-RU', name: 'Русский' },
  { code: 'si-LK', name: 'සිංහල' },
  { code: 'sk-SK', name: 'Slovenčina' },
  { code: 'sl-SI', name: 'Slovenščina' },
  { code: 'sv-SE', name: 'Svenska' },
  { code: 'ta-IN', name: 'தமிழ்' },
  { code: 'th-TH', name: 'ไทย' },
  { code: 'tr-TR', name: 'Türkçe' },
  { code: 'uk-UA', name: 'Українська' },
  { code: 'vi-VN', name: 'Tiếng Việt' },
  { code: 'zh-HK', name: '繁體中文（香港）' },
  { code: 'zh-TW', name: '繁體中文' },
];

/** What `Intl` calls otherwise. */
const AS_TAG: { readonly [tag: string]: string } = { 'kab-KAB': 'kab', no: 'nb', 'no-NO': 'nb-NO' };

/** The first of the wanted languages that there is: in its country and script if possible. English without any. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = bestFor(tag);
    if (found !== undefined) return found;
  }
  return ENGLISH;
}

function bestFor(tag: string): Language | undefined {
  const asked = likely(tag);
  if (asked === undefined) return undefined;
  const same = LANGUAGES.filter(({ code }) => likely(code)?.language === asked.language);
  const ofScript = same.filter(({ code }) => likely(code)?.script === asked.script);
  return ofScript.find(({ code }) => likely(code)?.region === asked.region) ?? ofScript.at(-1) ?? same[0];
}

/** With the script and the country that are meant where none is said; undefined for what is no language. */
function likely(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(AS_TAG[tag] ?? tag).maximize();
  } catch {
    return undefined;
  }
}

/** By which numbers and dates are written: as the person's browser has it for the language of the words, if it does. */
export function localeFor(words: 'en' | Translated, wanted: readonly string[]): string {
  return wanted.find((tag) => tag === words || tag.startsWith(`${words}-`)) ?? words;
}
