import { type EditingSettings, editingBounds, editingSettings, type Project } from '@easel/sdk';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../common/Dialog.tsx';
import { signedInName } from '../../common/me.ts';
import { LONGEST_NAME, ownName, personHue, personName } from '../../common/person.ts';
import { t } from '../../words/board.ts';
import { editing } from '../state/editingSettings.ts';
import { ColorField } from './ColorField.tsx';
import './settings.css';

/** The person's name and editing settings, kept in this browser. They apply at once. */
export function SettingsDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const [problem, setProblem] = useState<string>();
  const isSignedIn = signedInName() !== undefined;
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      editing.set(
        editingSettings({
          autoSaveInterval: Number(form.get('autoSaveInterval')),
          undoStackLimit: Number(form.get('undoStackLimit')),
        }),
      );
      // A field that is disabled is not in the form.
      if (form.has('name')) personName.set(String(form.get('name')));
      personHue.set(Number(form.get('hue')));
      onClose();
    } catch (error) {
      setProblem((error as RangeError).message);
    }
  };
  return (
    <Dialog title={t('board.settings')} onClose={onClose}>
      <form className="settings" onSubmit={save}>
        <label>
          {t('board.settings.name')}
          <input
            name="name"
            dir="auto"
            defaultValue={ownName()}
            maxLength={LONGEST_NAME}
            required
            disabled={isSignedIn}
          />
          <small>{t(isSignedIn ? 'board.settings.name.signedIn' : 'board.settings.name.more')}</small>
        </label>
        <ColorField />
        <Amount name="autoSaveInterval" words="autoSave" value={project.settings.autoSaveInterval} />
        <Amount name="undoStackLimit" words="undo" value={project.settings.undoStackLimit} />
        {problem && (
          <p className="settings-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button primary">
            {t('common.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AmountProps {
  name: keyof EditingSettings;
  words: 'autoSave' | 'undo';
  value: number;
}

function Amount({ name, words, value }: AmountProps) {
  const { least, most } = editingBounds[name];
  return (
    <label>
      {t(`board.settings.${words}`)}
      <span className="amount">
        <input name={name} type="number" required min={least} max={most} step="1" defaultValue={value} />
        <span>{t(`board.settings.${words}.bounds`, { least, most })}</span>
      </span>
      <small>{t(`board.settings.${words}.more`)}</small>
    </label>
  );
}
