import { Dialog } from '../common/Dialog.tsx';
import { Parts } from '../common/Parts.tsx';
import { t } from '../words/list.ts';

interface Props {
  title: string;
  onCancel: () => void;
  onDelete: () => void;
}

export function DeleteDialog({ title, onCancel, onDelete }: Props) {
  return (
    <Dialog title={t('list.delete.title')} onClose={onCancel}>
      <p>
        <Parts of={t.parts('list.delete.text', { title: <strong dir="auto">{title}</strong> })} />
      </p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onCancel}>
          {t('list.delete.keep')}
        </button>
        <button type="button" className="button danger" onClick={onDelete}>
          {t('common.delete')}
        </button>
      </div>
    </Dialog>
  );
}
