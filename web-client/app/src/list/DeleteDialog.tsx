import { Dialog } from '../common/Dialog.tsx';

interface Props {
  title: string;
  onCancel: () => void;
  onDelete: () => void;
}

export function DeleteDialog({ title, onCancel, onDelete }: Props) {
  return (
    <Dialog title="Delete this project?" onClose={onCancel}>
      <p>
        <strong>{title}</strong> and everything drawn in it will be deleted, for everybody. This cannot be
        undone.
      </p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onCancel}>
          Keep it
        </button>
        <button type="button" className="button danger" onClick={onDelete}>
          Delete
        </button>
      </div>
    </Dialog>
  );
}
