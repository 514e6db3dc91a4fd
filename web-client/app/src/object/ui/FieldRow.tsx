import type { Json, Props } from '@easel/sdk';
import { useId } from 'react';
import { t } from '../../words/object.ts';
import type { Field } from '../model/fields.ts';
import type { Hand, ObjectEditor } from '../model/ObjectEditor.ts';
import { shown } from '../model/values.ts';
import { AutoText } from './AutoText.tsx';

interface FieldProps {
  editor: ObjectEditor;
  id: string;
  props: Props;
  field: Field;
  hand: Hand | undefined;
  readOnly: boolean;
}

/** One property: its label, its control, and what is to be said of it. */
export function FieldRow({ editor, id, props, field, hand: held, readOnly }: FieldProps) {
  const control = useId();
  const said = useId();
  const hand = held?.id === id && held.field.name === field.name ? held : undefined;
  const value = props[field.name];
  const common = {
    id: control,
    disabled: readOnly,
    'aria-describedby': hand?.problem !== undefined || hand?.theirs !== undefined ? said : undefined,
    'aria-invalid': hand?.problem !== undefined,
  };
  const typed = {
    ...common,
    value: hand?.text ?? shown(field, value),
    onFocus: () => editor.take(id, field),
    onBlur: () => editor.release(),
  };
  return (
    <div className="field" data-kind={field.kind}>
      <label htmlFor={control}>{field.label}</label>
      {field.kind === 'boolean' ? (
        <input
          {...common}
          type="checkbox"
          checked={value === true}
          onChange={(event) => editor.choose(id, field, event.currentTarget.checked)}
        />
      ) : field.kind === 'choice' ? (
        <select
          {...common}
          value={indexOf(field, value)}
          onChange={(event) => editor.choose(id, field, optionAt(field, event.currentTarget.value))}
        >
          {field.options?.().map((option, at) => (
            <option key={option.label} value={at}>
              {option.label}
            </option>
          ))}
        </select>
      ) : field.kind === 'text' || field.kind === 'json' ? (
        <AutoText {...typed} onType={(text) => editor.type(text)} isCode={field.kind === 'json'} />
      ) : field.kind === 'color' ? (
        <ColorInput {...typed} label={field.label} onType={(text) => editor.type(text)} />
      ) : (
        <input
          {...typed}
          type="text"
          dir="auto"
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          onChange={(event) => editor.type(event.currentTarget.value)}
        />
      )}
      {hand !== undefined && <Said id={said} hand={hand} editor={editor} />}
    </div>
  );
}

/** Why what is typed is not taken, or what somebody else has made of it meanwhile. */
function Said({ id, hand, editor }: { id: string; hand: Hand; editor: ObjectEditor }) {
  if (hand.problem !== undefined) {
    return (
      <p className="field-problem" id={id} role="alert">
        {hand.problem}
      </p>
    );
  }
  if (hand.theirs === undefined) return null;
  const theirs = shown(hand.field, hand.theirs.value);
  return (
    <div className="field-theirs" id={id} role="status">
      <p>{t('object.theirs')}</p>
      <blockquote dir="auto">{theirs === '' ? t('object.theirs.empty') : theirs}</blockquote>
      {/* Not a click: the field would be left before it. */}
      <button
        type="button"
        className="button"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => editor.takeTheirs()}
      >
        {t('object.theirs.take')}
      </button>
    </div>
  );
}

interface ColorProps {
  id: string;
  label: string;
  value: string;
  disabled: boolean;
  onFocus: () => void;
  onBlur: () => void;
  onType: (text: string) => void;
}

/** A colour as text, since it may also be none, and the browser's own way to choose one. */
function ColorInput({ label, onType, ...typed }: ColorProps) {
  const { value, disabled, onFocus, onBlur } = typed;
  const isPlain = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <span className="field-color">
      <input
        type="color"
        aria-label={t('object.color.choose', { field: label })}
        data-none={!isPlain}
        value={isPlain ? value : '#ffffff'}
        {...{ disabled, onFocus, onBlur }}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <input
        {...typed}
        type="text"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </span>
  );
}

function indexOf(field: Field, value: Json | undefined): number {
  return field.options?.().findIndex((option) => option.value === value) ?? -1;
}

function optionAt(field: Field, at: string): Json {
  return field.options?.()[Number(at)]?.value ?? null;
}
