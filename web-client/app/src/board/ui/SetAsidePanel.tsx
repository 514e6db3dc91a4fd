import type { Project, SetAside } from '@easel/sdk';
import { useState } from 'react';
import { type Copied, copy } from '../../common/copy.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { exportObjects } from '../controller/exportBoard.ts';
import { setAsideObjects } from '../state/setAsideObjects.ts';
import { setAsideWords } from '../state/setAsideWords.ts';
import { useSetAside } from '../state/useStatus.ts';
import { refusalInWords } from './refusal.ts';
import { Words } from './Words.tsx';

interface Props {
  project: Project;
  /** Where there is a canvas: what was made can be saved as a drawing then. */
  board?: BoardController | undefined;
}

/** Edits that the server could not take. They are shown until they are dismissed. */
export function SetAsidePanel({ project, board }: Props) {
  const all = useSetAside(project);
  const [copied, setCopied] = useState<Copied>();
  if (all.length === 0) return null;
  const copyAll = async () =>
    setCopied(await copy(JSON.stringify(all.map(({ changes }) => changes)), 'changes.json'));
  return (
    <aside className="set-aside" aria-label={t('board.setAside.name')}>
      <h2>{t('board.setAside.title', { count: all.length })}</h2>
      <ul>
        {reasons(all).map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
      <p>{t('board.setAside.text')}</p>
      <Words of={setAsideWords(all)} />
      <div className="dialog-acts">
        <button type="button" className="button" onClick={() => void copyAll()}>
          {t(copied === undefined ? 'common.copy' : WORDS[copied])}
        </button>
        {board && (
          <button
            type="button"
            className="button"
            onClick={() => exportObjects(board, setAsideObjects(all, project.objects), project.title)}
          >
            {t('board.lost.export')}
          </button>
        )}
        <button
          type="button"
          className="button primary"
          onClick={() => {
            for (const one of all) project.dismiss(one);
          }}
        >
          {t('common.dismiss')}
        </button>
      </div>
    </aside>
  );
}

const WORDS = { copied: 'common.copied', downloaded: 'common.downloaded' } as const;

function reasons(all: readonly SetAside[]): string[] {
  return [...new Set(all.map(({ reason }) => refusalInWords(reason)))].slice(0, 5);
}
