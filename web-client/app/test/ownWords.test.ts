import { createElement } from 'react';
import { expect, it } from 'vitest';
import { ownWords } from '../src/board/ui/ownWords.ts';

const THEIRS = 'Embedding this url is currently not allowed. Raise an issue on GitHub';

it('what Excalidraw says of pages that are embedded is said as it is here', () => {
  const toast = { message: THEIRS, closable: true };
  expect(ownWords({ toast, errorMessage: null }, THEIRS)).toEqual({
    toast: { message: expect.stringMatching(/^Boards show no other pages/), closable: true },
  });
});

it('its error with links to its own pages has none', () => {
  const errorMessage = createElement('a', { href: 'https://example.org' });
  expect(ownWords({ toast: null, errorMessage }, THEIRS)).toEqual({
    errorMessage: expect.stringMatching(/^This browser hides/),
  });
});

it('all else that it says is left as it is', () => {
  const toast = { message: 'Copied', closable: true };
  expect(ownWords({ toast, errorMessage: 'An image is too large' }, THEIRS)).toBeUndefined();
  expect(ownWords({ toast: null, errorMessage: null }, THEIRS)).toBeUndefined();
});
