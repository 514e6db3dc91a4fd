import type { Props } from '@easel/sdk';
import { useRef, useState } from 'react';
import { Link } from '../../common/Link.tsx';
import { boardPath } from '../../common/route.ts';
import { t } from '../../words/object.ts';
import { nameOf } from '../model/fields.ts';

/** Somebody has deleted the object while it was open: what it said can be copied. */
export function Deleted({ project, props, words }: { project: string; props: Props; words: string }) {
  const [copied, setCopied] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(words);
      setCopied(true);
    } catch {
      // Not allowed, or no page of a secure origin: the person copies what is selected.
      area.current?.select();
    }
  };
  return (
    <main className="notice object-deleted">
      <h1>{t('object.deleted.title', { object: nameOf(props) })}</h1>
      <p>{t('object.deleted.text')}</p>
      <textarea ref={area} dir="auto" readOnly value={words} rows={6} aria-label={t('object.deleted.said')} />
      <p className="notice-ways">
        <button type="button" className="button" onClick={() => void copy()}>
          {t(copied ? 'common.copied' : 'common.copy')}
        </button>
        <Link to={boardPath(project)} className="button">
          {t('object.toBoard')}
        </Link>
      </p>
    </main>
  );
}
