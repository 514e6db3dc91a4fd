import type { Props } from '../protocol/change.ts';
import type { Limits } from '../protocol/limits.ts';
import type { Welcome } from '../protocol/message.ts';
import { EditNumbers } from './editNumbers.ts';
import { type Part, portions } from './openEdit.ts';
import { type Begin, OpenEdits } from './openEdits.ts';
import { MOST_UNSETTLED, MOST_UNSETTLED_BYTES } from './outboxFull.ts';
import type { StoredEdit } from './outboxStore.ts';
import { PendingChanges } from './pendingChanges.ts';
import { Records } from './records.ts';
import { type SealedEdit, sealedOf, usingUp } from './sealedEdit.ts';
import { SealedEdits } from './sealedEdits.ts';
import { Sending } from './sending.ts';
import { type WaitingEdit, WaitingEdits } from './waitingEdits.ts';

/**
 * Own edits of this page load, from when they are made until they are settled: what is open, those that are sealed
 * (unsent, flying, applied), and those that wait to be offered again. Pure: it does no I/O and knows no time.
 */
export class Outbox {
  readonly records = new Records();
  readonly sending = new Sending();
  /** What was refused and is offered again. */
  readonly waiting = new WaitingEdits(this.records);
  readonly changes: PendingChanges;
  readonly #sealed = new SealedEdits();
  readonly #numbers = new EditNumbers();
  #open: OpenEdits | undefined;
  #returns = 0;
  /** The last event that is in the server's copy. */
  #copied = 0;
  #durable = 0;

  constructor() {
    this.changes = new PendingChanges({
      sealed: this.#sealed,
      waiting: this.waiting,
      open: () => this.#open,
      isCopied: ({ seq }) => seq !== undefined && seq <= this.#copied,
    });
  }

  // ---- what there is

  /** The lowest number that is not settled. */
  get pending(): number {
    const lowest = this.#sealed.lowest ?? this.#open?.all[0]?.edit ?? this.#numbers.next;
    return Math.min(lowest, ...this.records.givenUp, ...this.waiting.all.map(({ stored }) => stored.edit));
  }

  /** How many edits there are. */
  get unsettled(): number {
    const { size } = this.records.givenUp;
    return this.#sealed.count + this.waiting.all.length + (this.#open?.all.length ?? 0) + size;
  }

  /** Whether a person's next edit must be refused. */
  get isFull(): boolean {
    return this.unsettled >= MOST_UNSETTLED || this.#bytes >= MOST_UNSETTLED_BYTES;
  }

  /** The same as a person counts it: what belongs to one group is one change. */
  get unsettledSteps(): number {
    const open = this.#open === undefined || this.#sealed.hasGroup(this.#open.group) ? 0 : 1;
    return this.#sealed.steps + this.waiting.all.length + open + this.records.givenUp.size;
  }

  get #bytes(): number {
    return this.#sealed.bytes + (this.#open?.bytes ?? 0);
  }

  /** The highest number given so far. */
  get highest(): number {
    return this.#numbers.next - 1;
  }

  get hasOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Whether nothing is unsettled of what was made until `edit` was the highest number; it may have another by now. */
  isSettledUpTo(edit: number): boolean {
    if (this.pending <= edit) return false;
    const all = [...this.waiting.all, ...this.#sealed.all, ...(this.#open?.all ?? [])];
    return all.every(({ rank }) => rank > edit);
  }

  /** Sealed edits in order; those without a seq only, or all. */
  edits(which: 'unapplied' | 'unsettled'): SealedEdit[] {
    return [...this.#sealed.all].filter((edit) => which === 'unsettled' || edit.seq === undefined);
  }

  // ---- making edits

  /** Adds changes to the open edit or, where they do not fit, in new ones: then they are one group (E10). */
  add(
    parts: readonly Part[],
    how: { group: string | undefined; newGroup: () => string; at: number },
    below: (id: string) => Props | undefined,
    limits: Limits,
  ): void {
    this.waiting.overrule(parts);
    const begin = this.#begin(how.at);
    if (this.#open?.group !== how.group || !this.#open?.take(parts, begin, below, limits)) {
      this.seal();
      const isOne = portions(parts, limits).length === 1;
      this.#open = OpenEdits.of(
        parts,
        how.group ?? (isOne ? undefined : how.newGroup()),
        begin,
        below,
        limits,
      );
    }
    this.#recordOpen();
  }

  /** Adds changes that are older than those of the open edit, in edits before it. */
  addBefore(
    parts: readonly Part[],
    how: { group: string | undefined; at: number; rank: number },
    below: (id: string) => Props | undefined,
    limits: Limits,
  ): void {
    const later = this.#open;
    this.#open = undefined;
    this.#open = OpenEdits.of(parts, how.group, this.#begin(how.at), below, limits);
    this.seal(how.rank);
    this.#open = later;
    this.#renumberOpen();
  }

  #begin(at: number): Begin {
    return { number: () => this.#numbers.take(), at, madeIn: this.#returns };
  }

  /** What is before it has a higher number now. */
  #renumberOpen(): void {
    if (!this.#open) return;
    for (const { edit } of this.#open.all) this.records.giveUp(edit);
    this.#open = this.#open.renumbered(() => this.#numbers.take());
    this.#recordOpen();
  }

  #recordOpen(): void {
    for (const { edit } of this.#open?.withoutEmpty() ?? []) this.records.giveUp(edit);
    if (this.#open?.all.length === 0) this.#open = undefined;
    for (const { stored } of this.#open?.all ?? []) this.records.keep(stored);
  }

  /** Closes what is open; it is unsent then. False when there is nothing. */
  seal(rank?: number): boolean {
    this.#recordOpen();
    if (!this.#open) return false;
    const { all } = this.#open;
    this.#open = undefined;
    for (const open of all) {
      const sealed = sealedOf(open, rank, this.records.isKept(open.stored));
      this.#sealed.add(sealed);
      this.sending.add(sealed);
    }
    return true;
  }

  /**
   * Closes what is open when there may be no time to store it: under a number goes what is stored under it, and what
   * was made since goes under a further one. Otherwise the next page load would find an earlier state of it under a
   * number that the server holds, take the number for used up by somebody else (E15), and make that state again.
   */
  sealAsStored(
    stored: (edit: number) => StoredEdit | undefined,
    below: (id: string) => Props | undefined,
    limits: Limits,
  ): void {
    this.#recordOpen();
    const open = this.#open;
    const two = open?.split(stored, below);
    if (two) this.#open = two.first;
    for (const { edit } of two?.since ?? []) this.records.doubt(edit);
    this.seal();
    for (const { parts, at, madeIn } of two?.since ?? []) {
      this.#open = OpenEdits.of(parts, open?.group, { ...this.#begin(at), madeIn }, below, limits);
      this.seal();
    }
  }

  /** These are in the store now, or the store has failed: they may be sent. */
  kept(stored: Iterable<StoredEdit>): void {
    for (const record of stored) {
      const edit = this.#sealed.get(record.edit);
      if (edit?.stored === record) edit.isKept = true;
      else if (this.#open?.all.some(({ edit }) => edit === record.edit)) this.records.kept(record);
    }
  }

  /** The store fails, or there is no time to wait for it: uses up the numbers whose records it may hold (E16). */
  useUp(newId: () => string): void {
    for (const edit of this.records.givenUp) {
      const instead = usingUp(edit, newId(), this.#returns);
      this.records.usedUp(edit);
      this.#sealed.add(instead);
      this.sending.addInOrder(instead);
    }
  }

  /** All that is not known to be applied is to be sent again, unchanged and in order (J8, D5). */
  sendAgain(): void {
    this.sending.begin(this.edits('unapplied'));
  }

  /** Somebody else has used numbers of this client up (E15). */
  skipNumbers(): void {
    this.#numbers.skip();
  }

  /** Gives up all edits: another tab delivers them. Their numbers are not used again. */
  leave(): void {
    this.#sealed.clear();
    this.waiting.clear();
    this.#open = undefined;
    this.sending.begin([]);
    this.records.clear();
  }

  /** The page is being left: what is unsettled is sent over HTTP, too, by it or by another tab. */
  sentBeside(): void {
    for (const edit of this.#sealed.all) edit.isSentBeside = true;
  }

  // ---- answers

  get(edit: number): SealedEdit | undefined {
    return this.#sealed.get(edit);
  }

  applied(edit: number, seq: number): void {
    const sealed = this.#sealed.get(edit);
    if (!sealed) return;
    sealed.seq = seq;
    this.sending.answered(sealed);
    this.#settle([sealed]);
  }

  /** The server's copy holds the events up to this one. */
  copied(seq: number): void {
    this.#copied = seq;
    this.#settle(this.#sealed.all);
  }

  durable(seq: number): void {
    if (seq <= this.#durable) return;
    this.#durable = seq;
    this.#settle(this.#sealed.all);
  }

  /** How often this client has reconnected such that it may have missed what others made before. */
  get returns(): number {
    return this.#returns;
  }

  /** The edits whose refusal was lost with the last socket, as a sync tells. */
  refusedUnheard({ applied }: Welcome): SealedEdit[] {
    return this.#sealed.refusedUnheard(applied);
  }

  /** A sync has ended. Seqs from before it have no meaning any longer (J8). */
  synced({ applied, durable, reason }: Welcome, seq: number): void {
    if (reason !== 'lagged') this.#returns++;
    for (const sealed of this.#sealed.all) sealed.seq = undefined;
    this.#copied = seq;
    this.#durable = durable;
    for (const [edit, at] of applied) this.applied(edit, at);
    this.sendAgain();
  }

  /** Takes a sealed edit out; the caller decides what becomes of its record. */
  take(sealed: SealedEdit): void {
    this.sending.answered(sealed);
    this.#sealed.remove(sealed);
  }

  /** Keeps what is left of a refused edit, to be offered again. */
  wait(refused: SealedEdit, left: Pick<WaitingEdit, 'changes' | 'reason' | 'until'>): void {
    const { edit: was, rank } = refused;
    this.take(refused);
    this.records.giveUp(was);
    this.waiting.add({ ...left, was, rank, stored: { ...refused.stored, edit: this.#numbers.take() } });
    this.#renumberOpen();
  }

  /** Removes what is durable (D3) and in the server's copy, from which it is shown from now on. */
  #settle(edits: Iterable<SealedEdit>): void {
    const most = Math.min(this.#durable, this.#copied);
    for (const sealed of edits) {
      if (sealed.seq === undefined || sealed.seq > most) continue;
      this.take(sealed);
      this.records.forget(sealed.edit);
    }
  }
}
