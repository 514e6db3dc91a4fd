import type { Change } from '../protocol/change.ts';
import { rebased } from './combine.ts';
import type { OpenEdits } from './openEdits.ts';
import type { SealedEdit } from './sealedEdit.ts';
import type { SealedEdits } from './sealedEdits.ts';
import type { WaitingEdit, WaitingEdits } from './waitingEdits.ts';

export interface PendingEdits {
  readonly sealed: SealedEdits;
  readonly waiting: WaitingEdits;
  readonly open: () => OpenEdits | undefined;
  /** Whether the edit's event is in the server's copy: then its changes are shown from there. */
  readonly isCopied: (edit: SealedEdit) => boolean;
}

/** The changes of an outbox, object by object, in the order in which the person made them. Reads only. */
export class PendingChanges {
  readonly #edits: PendingEdits;

  constructor(edits: PendingEdits) {
    this.#edits = edits;
  }

  /** Every object that has pending changes. */
  *ids(): Iterable<string> {
    const { waiting, sealed, open } = this.#edits;
    for (const { changes } of waiting.all) yield* changes.keys();
    yield* sealed.ids;
    yield* open()?.ids() ?? [];
  }

  /** The changes of one object that the server's copy does not hold yet; with or without those of the open edit. */
  changesOf(id: string, upTo: 'sealed' | 'open'): readonly Change[] {
    const { waiting, sealed, open, isCopied } = this.#edits;
    const before: (WaitingEdit | SealedEdit)[] = waiting.all.filter(({ changes }) => changes.has(id));
    for (const edit of sealed.of(id)) if (!isCopied(edit)) before.push(edit);
    if (before.length > 1) before.sort((a, b) => a.rank - b.rank);
    const all = before.map(({ changes }) => changes.get(id) as Change);
    const change = upTo === 'open' ? open()?.changeOf(id) : undefined;
    if (change) all.push(change);
    return all;
  }

  /** Whether an edit that is on its way changes the object. */
  isOnItsWay(id: string): boolean {
    for (const edit of this.#edits.sealed.of(id)) if (!this.#edits.isCopied(edit)) return true;
    return false;
  }

  /** Whether the open edit must not be sealed yet: what it builds on was refused, and is being made again. */
  get isHeld(): boolean {
    const open = this.#edits.open();
    const isMadeAgain = ({ until, changes }: WaitingEdit) =>
      until === undefined && [...changes.keys()].some((id) => open?.changeOf(id));
    return open !== undefined && this.#edits.waiting.all.some(isMadeAgain);
  }

  /** What is left of an edit when everything made after it stays as it is. */
  leftOf(edit: SealedEdit): Map<string, Change> {
    const { waiting, sealed, open } = this.#edits;
    const left = new Map<string, Change>();
    for (const [id, change] of edit.changes) {
      const later = [...waiting.all, ...sealed.of(id)].filter(({ rank }) => rank > edit.rank);
      const changes = [...later.map(({ changes }) => changes.get(id)), open()?.changeOf(id)];
      let rest: Change | undefined = change;
      for (const decided of changes) if (rest && decided) rest = rebased(rest, decided);
      if (rest) left.set(id, rest);
    }
    return left;
  }
}
