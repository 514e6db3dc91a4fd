import { AccessApi } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../../common/api.ts';
import { Dialog } from '../../common/Dialog.tsx';
import { me } from '../../common/me.ts';
import { boardPath } from '../../common/route.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/share.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { CopyLink } from './CopyLink.tsx';
import { Links } from './Links.tsx';
import { Members } from './Members.tsx';
import { PeopleHere } from './PeopleHere.tsx';
import { Requests } from './Requests.tsx';
import { Sharing } from './Sharing.ts';
import './share.css';

interface Props {
  board: BoardController;
  onClose: () => void;
  onSettings: () => void;
}

/**
 * The way to the board for others, who may do what in it, and who is here already. A chunk of its own, loaded when it's
 * first opened.
 */
export default function ShareDialog({ board, onClose, onSettings }: Props) {
  const { project } = board;
  const known = useStored(me);
  const isOpen = known?.open ?? true;
  const link = new URL(boardPath(project.id), location.href).href;
  const bring = project.status.readOnly
    ? undefined
    : () => {
        onClose();
        board.bringEverybody();
      };
  return (
    <Dialog title={t('share.title')} onClose={onClose}>
      {isOpen ? (
        <>
          <p>{t('share.text')}</p>
          <CopyLink link={link} label={t('share.link')} isMain />
          {known !== undefined && <p className="share-note">{t('share.open')}</p>}
        </>
      ) : (
        <People board={board} link={link} user={known?.user ?? null} />
      )}
      <PeopleHere project={project} onChange={onSettings} onBring={bring} />
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}

/** Where people sign in: who may do what. */
function People(props: { board: BoardController; link: string; user: string | null }) {
  const { link, user } = props;
  const { project } = props.board;
  const [sharing] = useState(
    () =>
      new Sharing({
        access: new AccessApi(api, project.id),
        isOwner: () => project.status.role === 'owner',
      }),
  );
  const access = useStored(sharing.state);
  const isOwner = project.status.role === 'owner';
  useEffect(() => {
    if (user === null) return undefined; // a guest is not told who else has access
    void sharing.read();
    return project.on('status', () => void sharing.read());
  }, [sharing, project, user]);
  return (
    <>
      <p>{t(isOwner ? 'share.text.known' : 'share.text.guest')}</p>
      <CopyLink link={link} label={t('share.link')} />
      {access.problem !== undefined && (
        <p className="share-problem" role="alert">
          {access.problem}
        </p>
      )}
      <Requests sharing={sharing} access={access} />
      <Members sharing={sharing} access={access} user={user} isOwner={isOwner} />
      {isOwner && <Links sharing={sharing} access={access} addressOf={(key) => `${link}#key=${key}`} />}
    </>
  );
}
