import { type ComponentProps, useEffect } from 'react';
import { Dialog } from '../common/Dialog.tsx';
import { Part } from '../common/Part.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/share.ts';

const dialog = new Part(() => import('./share/ShareDialog.tsx'));

type Props = ComponentProps<typeof import('./share/ShareDialog.tsx').default>;

/** The Share dialog. Its code, with that of the QR code, is loaded when it is first opened. */
export function ShareDoor(props: Props) {
  const { code: ShareDialog, isBroken } = useStored(dialog.state);
  useEffect(dialog.load, []);
  if (ShareDialog !== undefined) return <ShareDialog {...props} />;
  if (!isBroken) return null;
  return (
    <Dialog title={t('share.title')} onClose={props.onClose}>
      <p role="alert">{t('share.broken')}</p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={props.onClose}>
          {t('common.close')}
        </button>
        <button type="button" className="button primary" onClick={dialog.load}>
          {t('common.tryAgain')}
        </button>
      </div>
    </Dialog>
  );
}
