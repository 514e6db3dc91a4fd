import type { ReactNode } from 'react';
import { t } from '../words/common.ts';
import { Link } from './Link.tsx';
import { listPath } from './route.ts';

/** A page that says what happened and where to go. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className="notice">
      <h1>{title}</h1>
      <p>{text}</p>
      <div className="notice-ways">
        {children}
        <Link to={listPath} className="button">
          {t('common.allProjects')}
        </Link>
      </div>
    </main>
  );
}
