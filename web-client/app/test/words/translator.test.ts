import { afterEach, describe, expect, it } from 'vitest';
import { byLocale, inDigits, listed, speak } from '../../src/words/speech.ts';
import { translator } from '../../src/words/translator.ts';

const t = translator({
  plain: 'Saved',
  named: 'Delete {title}, {title}!',
  counted: { one: '{count} change of {who}', other: '{count} changes of {who}' },
});

afterEach(() => speak({ locale: 'en', messages: {} }));

describe('a message', () => {
  it('is said with what stands for its placeholders, as it is', () => {
    expect(t('plain')).toBe('Saved');
    expect(t('named', { title: '{title} $& <b>' })).toBe('Delete {title} $& <b>, {title} $& <b>!');
  });

  it('has the plural form of its count, and numbers with separators', () => {
    expect(t('counted', { count: 1, who: 'Ada' })).toBe('1 change of Ada');
    expect(t('counted', { count: 12_000, who: 'Ada' })).toBe('12,000 changes of Ada');
  });

  it('is said in pieces, where something else than text stands for a placeholder', () => {
    const icon = { an: 'icon' };
    expect(t.parts('named', { title: icon })).toEqual(['Delete ', icon, ', ', icon, '!']);
  });

  it('is said in another language by the plurals and numbers of that', () => {
    const counted = {
      one: 'une: {count} de {who}',
      many: 'beaucoup: {count}',
      other: 'des: {count} de {who}',
    };
    speak({ locale: 'fr', messages: { counted } });
    expect(t('counted', { count: 0, who: 'Ada' })).toBe('une: 0 de Ada');
    expect(t('counted', { count: 2, who: 'Ada' })).toBe('des: 2 de Ada');
    expect(t('counted', { count: 1_000_000, who: 'Ada' })).toMatch(/^beaucoup: 1\s000\s000$/);
  });

  it('is said in English where a language lacks it, by the plurals of English', () => {
    speak({ locale: 'fr', messages: {} });
    expect(t('counted', { count: 0, who: 'Ada' })).toBe('0 changes of Ada');
  });
});

it('numbers and lists are written as in the language that is spoken now', () => {
  const rules = byLocale((locale) => ({ locale }));
  expect([inDigits(1234.5), listed(['a', 'b', 'c']), rules().locale]).toEqual([
    '1,234.5',
    'a, b, and c',
    'en',
  ]);
  speak({ locale: 'de', messages: {} });
  expect([inDigits(1234.5), listed(['a', 'b', 'c']), rules().locale]).toEqual([
    '1.234,5',
    'a, b und c',
    'de',
  ]);
  expect(rules()).toBe(rules());
});
