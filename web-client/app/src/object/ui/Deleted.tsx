import type { Props } from '@easel/sdk';
import { useState } from 'react';
import { Link } from '../../common/Link.tsx';
import { boardPath } from '../../common/route.ts';
import { nameOf } from '../model/fields.ts';

/** Somebody has deleted the object while it was open: what it said can be copied. */
export function Deleted({ project, props, words }: { project: string; props: Props; words: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(words);
    setCopied(true);
  };
  return (
    <main className="notice object-deleted">
      <h1>{nameOf(props)} deleted</h1>
      <p>Somebody has deleted it from the board. This is what it said when it was deleted:</p>
      <textarea readOnly value={words} rows={6} aria-label="What it said" />
      <p className="notice-ways">
        <button type="button" className="button" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </button>
        <Link to={boardPath(project)} className="button">
          Back to the board
        </Link>
      </p>
    </main>
  );
}
