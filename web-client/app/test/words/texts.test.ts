import { describe, expect, it } from 'vitest';
import { filesIn, textsIn } from './texts.ts';

const SRC = new URL('../../src', import.meta.url).pathname;

it('no text for people stands outside the catalogue', () => {
  const texts = filesIn(SRC)
    .filter(({ path }) => !path.startsWith('words/'))
    .flatMap(({ path, source }) => textsIn(path, source));
  expect(texts.map(({ path, line, text }) => `${path}:${line} ${text}`)).toEqual([]);
});

describe('the search itself', () => {
  const found = (source: string) => textsIn('some.tsx', source).map(({ text }) => text);

  it('finds texts between tags, in attributes that are read, and in expressions of both', () => {
    expect(
      found(`
        const a = <p title="Hint" className="some class" role="alert">Saved {b ? 'Yes' : 'No'} · {c && 'late'}</p>;
        const d = <img alt={e ? \`Of \${f}\` : t('some.key')} src="a.svg" />;
        const g = <p data-kind="x y">{t('some.key', { h: 'i' })} – {j === 'k' ? 1 : 2}</p>;`),
    ).toEqual(['Hint', 'Saved', 'Yes', 'No', 'late', 'Of']);
  });

  it('finds sentences and phrases wherever they stand, but for errors that are thrown, and types', () => {
    expect(
      found(`
        const a = { b: 'It was closed.', c: 'deleted since', d: 'Escape', e: 'dark' };
        say(\`Named by \${f}\`, g ? 'put it back' : undefined);
        type H = 'one of two';
        if (i) throw new RangeError(\`no object \${j} is here\`);
        const k = new SyntaxError('not a data URL');`),
    ).toEqual(['It was closed.', 'deleted since', 'Named by', 'put it back']);
  });
});
