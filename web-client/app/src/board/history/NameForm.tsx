import { type FormEvent, useEffect, useRef } from 'react';
import { t } from '../../words/history.ts';
import { useAct } from './useAct.ts';

/** The server takes 1–200 characters. */
const LONGEST = 200;

interface Props {
  /** The name there is. */
  name: string;
  onName: (name: string) => Promise<void>;
  onDone: () => void;
}

/** A name for a state of the board. */
export function NameForm({ name, onName, onDone }: Props) {
  const act = useAct();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '') return;
    if (text === name || (await act.run(() => onName(text)))) onDone();
  };
  return (
    <form
      className="name-form"
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <input
        ref={field}
        dir="auto"
        aria-label={t('history.name')}
        placeholder={t('history.name.example')}
        defaultValue={name}
        maxLength={LONGEST}
        required
      />
      <button type="submit" className="button primary" disabled={act.isBusy}>
        {t('common.save')}
      </button>
      <button type="button" className="button" onClick={onDone}>
        {t('common.cancel')}
      </button>
      {act.problem && (
        <p className="history-problem" role="alert">
          {act.problem}
        </p>
      )}
    </form>
  );
}
