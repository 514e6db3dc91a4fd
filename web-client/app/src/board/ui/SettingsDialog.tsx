import { type EditingSettings, editingBounds, editingSettings, type Project } from '@easel/sdk';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../common/Dialog.tsx';
import { LONGEST_NAME, ownName, personName } from '../../common/person.ts';
import { editing } from '../state/editingSettings.ts';
import './settings.css';

/** The person's name and editing settings, kept in this browser. They apply at once. */
export function SettingsDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const [problem, setProblem] = useState<string>();
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
      personName.set(String(form.get('name')));
      onClose();
    } catch (error) {
      setProblem((error as RangeError).message);
    }
  };
  return (
    <Dialog title="Settings" onClose={onClose}>
      <form className="settings" onSubmit={save}>
        <label>
          Your name
          <input name="name" defaultValue={ownName()} maxLength={LONGEST_NAME} required />
          <small>Others see it beside your cursor, from the next time you open a board.</small>
        </label>
        <Amount
          name="autoSaveInterval"
          label="Auto-save interval"
          unit="ms"
          more="What you type is sent, as one undo step, after this time without typing. What you draw is sent at once."
          value={project.settings.autoSaveInterval}
        />
        <Amount
          name="undoStackLimit"
          label="Undo steps kept"
          unit="steps"
          more="The oldest steps are dropped first."
          value={project.settings.undoStackLimit}
        />
        {problem && (
          <p className="settings-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AmountProps {
  name: keyof EditingSettings;
  label: string;
  unit: string;
  more: string;
  value: number;
}

function Amount({ name, label, unit, more, value }: AmountProps) {
  const { least, most } = editingBounds[name];
  return (
    <label>
      {label}
      <span className="amount">
        <input name={name} type="number" required min={least} max={most} step="1" defaultValue={value} />
        <span>
          {unit}, {least.toLocaleString('en')} to {most.toLocaleString('en')}
        </span>
      </span>
      <small>{more}</small>
    </label>
  );
}
