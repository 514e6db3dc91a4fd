import type { Project } from '@easel/sdk';
import { me } from '../../common/me.ts';
import { signIn } from '../../common/signing.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/board.ts';
import type { Images } from '../images/Images.ts';
import { useBoardSave, useStatus } from '../state/useStatus.ts';
import { awayText } from './awayText.ts';

export function Banner({ project, images }: { project: Project; images: Images | undefined }) {
  const status = useStatus(project);
  const text = awayText(status, useBoardSave(project, images));
  const known = useStored(me);
  if (text === undefined) return null;
  return (
    <p className="banner" role="status">
      {text}
      {status.cause === 'signedOut' && known?.signIn != null && (
        <button type="button" className="quiet" onClick={() => signIn(known)}>
          {t('common.signIn')}
        </button>
      )}
    </p>
  );
}
