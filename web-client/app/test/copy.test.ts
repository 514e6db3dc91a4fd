import { describe, expect, it } from 'vitest';
import { type CopyPorts, copy } from '../src/common/copy.ts';

describe('copying a text', () => {
  const ports = (able: Partial<Record<'clipboard' | 'select', boolean>>) => {
    const done: string[] = [];
    const given: CopyPorts = {
      clipboard:
        able.clipboard === undefined
          ? undefined
          : {
              writeText: async (text) => {
                if (!able.clipboard) throw new DOMException('no', 'NotAllowedError');
                done.push(`clipboard ${text}`);
              },
            },
      select: (text) => {
        if (able.select) done.push(`selected ${text}`);
        return able.select === true;
      },
      download: (text, name) => void done.push(`${name} ${text}`),
    };
    return { done, given };
  };

  it.each([
    ['by the clipboard', { clipboard: true, select: true }, 'copied', 'clipboard words'],
    ['by a selection, where the page has no clipboard', { select: true }, 'copied', 'selected words'],
    [
      'by a selection, where the clipboard is refused',
      { clipboard: false, select: true },
      'copied',
      'selected words',
    ],
    ['as a file, where neither works', { clipboard: false }, 'downloaded', 'a.txt words'],
  ])('goes %s', async (_, able, became, how) => {
    const { done, given } = ports(able);
    expect(await copy('words', 'a.txt', given)).toBe(became);
    expect(done).toEqual([how]);
  });
});
