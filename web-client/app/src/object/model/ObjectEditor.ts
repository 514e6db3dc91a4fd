import { type Change, equal, type Json, type Project, type Props } from '@easel/sdk';
import { t } from '../../words/object.ts';
import type { Field } from './fields.ts';
import { type Found, labelOf } from './label.ts';
import { read, shown } from './values.ts';
import { startsStep, type TextEdit, textEdit } from './words.ts';

/** The part of a project that is needed here. */
export type EditedProject = Pick<Project, 'objects' | 'edit' | 'on'> & {
  readonly undo: Pick<Project['undo'], 'commitBatch' | 'undo' | 'redo'>;
};

/** What else is to change with a property, so that the board draws it right. */
export type Consequences = (id: string, set: Props, objects: ReadonlyMap<string, Props>) => readonly Change[];

/** The field that the person is in. */
export interface Hand {
  readonly id: string;
  readonly field: Field;
  /** What stands in it. */
  readonly text: string;
  /** The value that it was filled with, or that was made of it last. */
  readonly seen: Json | undefined;
  /** Somebody else has made another value of it meanwhile: this one. */
  readonly theirs: { readonly value: Json | undefined } | undefined;
  /** Why what stands in it is not taken. */
  readonly problem: string | undefined;
}

export interface Shown {
  /** Undefined where there is no such object. */
  readonly props: Props | undefined;
  readonly label: Found | undefined;
  readonly hand: Hand | undefined;
  /** The object as it was when somebody deleted it, and what stood in the field at that time. */
  readonly deleted: { readonly props: Props; readonly words: string } | undefined;
  /** What the person is told: of the last step of undo, or of saving. */
  readonly note: string | undefined;
}

/**
 * One object of a project in a form. What is typed becomes an edit at once; the SDK makes steps of undo of it and sends
 * it. What others do is shown, except in the field that the person is in.
 */
export class ObjectEditor {
  readonly #project: EditedProject;
  readonly #id: string;
  readonly #with: Consequences;
  readonly #explain: (error: unknown) => string;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  #shown: Shown;
  #last: TextEdit | undefined;

  /** @param explain why an edit is refused, in words for people */
  constructor(
    project: EditedProject,
    id: string,
    consequences: Consequences,
    explain: (error: unknown) => string,
  ) {
    this.#project = project;
    this.#id = id;
    this.#with = consequences;
    this.#explain = explain;
    this.#shown = { ...this.#look(), hand: undefined, deleted: undefined, note: undefined };
    this.#stop = project.on('changed', ({ ids, origin }) => this.#changed(ids, origin === 'undo'));
  }

  readonly shown = (): Shown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The person has gone into a field. */
  take(id: string, field: Field): void {
    const value = this.#project.objects.get(id)?.[field.name];
    this.#last = undefined;
    this.#show({
      hand: { id, field, text: shown(field, value), seen: value, theirs: undefined, problem: undefined },
      note: undefined,
    });
  }

  /** The person has typed into the field that they are in. */
  type(text: string): void {
    const { hand } = this.#shown;
    if (hand === undefined) return;
    const result = read(hand.field, text, hand.seen);
    const edit = textEdit(hand.text, text);
    if (startsStep(hand.text, this.#last, edit)) this.#project.undo.commitBatch();
    this.#last = edit;
    if (!result.ok) {
      this.#show({ hand: { ...hand, text, problem: result.why } });
      return;
    }
    // Before the edit: what it changes is then as the hand has seen it.
    this.#show({ hand: { ...hand, text, seen: result.value, problem: undefined }, note: undefined });
    this.#make(hand.id, { [hand.field.name]: result.value }, 'typing');
  }

  /** The person has chosen a value. */
  choose(id: string, field: Field, value: Json): void {
    this.#project.undo.commitBatch();
    this.#show({ note: undefined });
    this.#make(id, { [field.name]: value }, 'discrete');
  }

  /** The field in hand shows what the others have made of it. */
  takeTheirs(): void {
    const { hand } = this.#shown;
    if (hand !== undefined) this.take(hand.id, hand.field);
  }

  /** The person has left the field. */
  release(): void {
    this.#project.undo.commitBatch();
    this.#last = undefined;
    if (this.#shown.hand !== undefined) this.#show({ hand: undefined });
  }

  /** Tells the person something, until they go on. */
  say(note: string | undefined): void {
    this.#show({ note });
  }

  undo(): void {
    this.#step(() => this.#project.undo.undo());
  }

  redo(): void {
    this.#step(() => this.#project.undo.redo());
  }

  close(): void {
    this.release();
    this.#stop();
  }

  #step(move: () => boolean): void {
    const { props, label } = this.#shown;
    this.#last = undefined;
    const isDone = move();
    const { props: after, label: labelAfter } = this.#shown;
    this.#show({
      note:
        isDone && after === props && labelAfter?.props === label?.props ? t('object.elsewhere') : undefined,
    });
  }

  #make(id: string, set: Props, history: 'typing' | 'discrete'): void {
    const { objects } = this.#project;
    const own: Change = { op: 'patch', id, set };
    const consequences = this.#with(id, set, objects);
    try {
      this.#project.edit(consequences.length > 0 ? consequences : [own], { history });
    } catch (error) {
      const { hand } = this.#shown;
      if (hand !== undefined) this.#show({ hand: { ...hand, problem: this.#explain(error) } });
    }
  }

  #changed(ids: ReadonlySet<string>, isUndo: boolean): void {
    const { props: before, hand } = this.#shown;
    if (!ids.has(this.#id) && !(hand && ids.has(hand.id)) && !this.#isOfLabel(ids)) return;
    const next = this.#look();
    if (next.props === undefined) {
      const deleted = before && { props: before, words: this.#words(before, hand) };
      this.#show({ ...next, hand: undefined, ...(deleted && { deleted }) });
      return;
    }
    this.#show({ ...next, deleted: undefined, hand: hand && this.#held(hand, isUndo) });
  }

  #isOfLabel(ids: ReadonlySet<string>): boolean {
    const { label } = this.#shown;
    return label !== undefined && ids.has(label.id);
  }

  /** The field in hand after a change: of one's own, of an undo, which it shows, or of others, which it tells. */
  #held(hand: Hand, isUndo: boolean): Hand | undefined {
    const now = this.#project.objects.get(hand.id);
    if (now === undefined) return undefined;
    const value = now[hand.field.name];
    if (equal(value, hand.seen)) return hand.theirs === undefined ? hand : { ...hand, theirs: undefined };
    if (!isUndo) return { ...hand, theirs: { value } };
    const text = shown(hand.field, value);
    return { ...hand, text, seen: value, theirs: undefined, problem: undefined };
  }

  /** What a person would not like to lose with the object. */
  #words(props: Props, hand: Hand | undefined): string {
    if (hand !== undefined && (hand.field.kind === 'text' || hand.field.kind === 'line')) return hand.text;
    const text = this.#shown.label?.props.originalText ?? props.originalText ?? props.text;
    return typeof text === 'string' ? text : JSON.stringify(props, null, 2);
  }

  #look(): Pick<Shown, 'props' | 'label'> {
    const { objects } = this.#project;
    const props = objects.get(this.#id);
    return { props, label: labelOf(this.#id, props, objects) };
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}
