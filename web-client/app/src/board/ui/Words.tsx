import { useState } from 'react';
import { t } from '../../words/board.ts';

/** Words that can be copied: by a button or, where the browser does not let a page do it, by hand. */
export function Words({ of }: { of: readonly string[] }) {
  const [isCopied, setCopied] = useState(false);
  if (of.length === 0) return null;
  const all = of.join('\n\n');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(all);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className="words">
      <textarea
        readOnly
        dir="auto"
        rows={3}
        value={all}
        aria-label={t('board.words')}
        onFocus={({ target }) => target.select()}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <button type="button" className="button" onClick={() => void copy()}>
        {isCopied ? t('common.copied') : t('board.words.copy')}
      </button>
    </div>
  );
}
