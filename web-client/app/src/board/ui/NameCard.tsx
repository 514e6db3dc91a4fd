import { type FormEvent, useEffect, useState } from 'react';
import { me } from '../../common/me.ts';
import { isAlias, LONGEST_NAME, nameAsked, ownName, personName } from '../../common/person.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/board.ts';

/** Asks for a name on the first visit. It is shown once, whatever the person does with it, and takes no focus. */
export function NameCard() {
  const [isOpen, setOpen] = useState(() => !nameAsked.get() && isAlias(ownName()));
  useEffect(() => nameAsked.set(true), []);
  const known = useStored(me);
  if (!isOpen || known?.user != null) return null;
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    if (name !== '') personName.set(name);
    setOpen(false);
  };
  return (
    <form
      className="name-card"
      aria-labelledby="name-card"
      onSubmit={save}
      onKeyDown={(event) => {
        // Excalidraw takes keys wherever they are pressed on the page.
        event.stopPropagation();
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <label id="name-card" htmlFor="name-card-name">
        {t('board.name.title')}
      </label>
      <p>{t('board.settings.name.more')}</p>
      <input
        id="name-card-name"
        name="name"
        autoComplete="nickname"
        placeholder={ownName()}
        maxLength={LONGEST_NAME}
        dir="auto"
      />
      <span className="name-card-acts">
        <button type="button" className="quiet" onClick={() => setOpen(false)}>
          {t('board.name.later')}
        </button>
        <button type="submit" className="button">
          {t('board.name.save')}
        </button>
      </span>
    </form>
  );
}
