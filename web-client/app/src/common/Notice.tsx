import type { ReactNode } from 'react';
import { t } from '../words/common.ts';
import { Link } from './Link.tsx';
import { listPath } from './route.ts';

interface Props {
  title: string;
  text: string;
  /** Other ways on. */
  children?: ReactNode;
  /** Whether it stands in place of the list of projects, to which a way leads otherwise. */
  isHome?: boolean;
}

/** A page that says what happened and where to go. */
export function Notice({ title, text, children, isHome = false }: Props) {
  return (
    <main className="notice">
      <h1>{title}</h1>
      <p>{text}</p>
      <div className="notice-ways">
        {children}
        {!isHome && (
          <Link to={listPath} className="button">
            {t('common.allProjects')}
          </Link>
        )}
      </div>
    </main>
  );
}
