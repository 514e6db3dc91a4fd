import { ApiProblem } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { blobOf } from '../src/board/images/dataUrl.ts';
import { explain } from '../src/board/images/explain.ts';

describe('a data URL', () => {
  it('that is none is refused', () => {
    for (const url of ['', 'x', 'data:image/png;base64', 'data:image/png;base64,§', 'data:text/plain,%'])
      expect(() => blobOf(url)).toThrow();
  });
});

describe('why an image is refused', () => {
  it('is told in words for people, with what to do', () => {
    const of = (status: number, detail = 'over 8 MiB') => explain(new ApiProblem(status, 'No', detail));
    expect(of(413)).toContain('too large (over 8 MiB)');
    expect(of(415)).toContain('Convert it');
    expect(of(404)).toContain('deleted');
    expect(of(400, '')).toBe('The server does not take it: No');
  });
});
