import type { Project } from '@easel/sdk';
import { useState } from 'react';
import { Dialog } from '../../common/Dialog.tsx';
import { t } from '../../words/board.ts';
import { outlineOf } from '../adapter/outline.ts';
import './outline.css';

interface Props {
  project: Project;
  onGo: (target: string) => void;
  onClose: () => void;
}

/** All that is written on the board as it is opened, by frame; a text leads to where it stands. */
export function OutlineDialog({ project, onGo, onClose }: Props) {
  const [sections] = useState(() => outlineOf(project.objects));
  return (
    <Dialog title={t('board.outline')} onClose={onClose}>
      {sections.length === 0 && <p>{t('board.outline.nothing')}</p>}
      <div className="outline">
        {sections.map(({ frame, texts }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they do not change.
          <section key={at}>
            {frame !== undefined && <h3 dir="auto">{frame === '' ? t('board.object.frame') : frame}</h3>}
            <ul>
              {texts.map(({ text, target }) => (
                <li key={`${target} ${text}`}>
                  <button type="button" dir="auto" onClick={() => onGo(target)}>
                    {text}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}
