import { useState } from 'react';
import { copy } from '../../common/copy.ts';
import { Dialog } from '../../common/Dialog.tsx';
import { boardPath } from '../../common/route.ts';
import { t } from '../../words/share.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { PeopleHere } from './PeopleHere.tsx';
import { QrCode } from './QrCode.tsx';
import './share.css';

interface Props {
  board: BoardController;
  onClose: () => void;
  onSettings: () => void;
}

/** The way to the board for others, and who is here already. A chunk of its own, loaded when it is first opened. */
export default function ShareDialog({ board, onClose, onSettings }: Props) {
  const { project } = board;
  const link = new URL(boardPath(project.id), location.href).href;
  const [outcome, setOutcome] = useState('');
  const copyLink = async () => {
    setOutcome(t((await copy(link, 'board.txt')) === 'copied' ? 'common.copied' : 'share.downloaded'));
  };
  return (
    <Dialog title={t('share.title')} onClose={onClose}>
      <p>{t('share.text')}</p>
      <div className="share-link">
        <input
          aria-label={t('share.link')}
          readOnly
          value={link}
          onClick={(event) => event.currentTarget.select()}
        />
        <button type="button" className="button primary" onClick={() => void copyLink()}>
          {t('share.copy')}
        </button>
      </div>
      <p className="share-outcome" role="status">
        {outcome}
      </p>
      <QrCode text={link} />
      <PeopleHere
        project={project}
        onChange={onSettings}
        onBring={() => {
          onClose();
          board.bringEverybody();
        }}
      />
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}
