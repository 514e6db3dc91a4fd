import type { ReactNode } from 'react';
import { base } from '../../common/base.ts';
import { Link } from '../../common/Link.tsx';
import { listPath } from '../../common/route.ts';
import { t } from '../../words/board.ts';
import './head.css';

/**
 * The way home and the title, first on the page. Beside the tools where there is space; on a narrow screen a bar above
 * the canvas, with what is at the right of the tools otherwise.
 */
export function BoardHead({ children }: { children: ReactNode }) {
  return (
    <header className="board-head">
      <Link to={listPath} className="board-home">
        <img
          src={`${base}easel.svg`}
          alt={t('common.allProjects')}
          title={t('common.allProjects')}
          width="22"
          height="22"
        />
      </Link>
      {children}
    </header>
  );
}
