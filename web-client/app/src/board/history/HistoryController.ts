import {
  type DeletedObject,
  HistoryApi,
  type HistoryEntry,
  type Outcome,
  type RollBack,
  type Version,
} from '@easel/sdk';
import { getCommonBounds } from '@excalidraw/excalidraw';
import { api } from '../../common/api.ts';
import { ownName } from '../../common/person.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/history.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { restored } from '../controller/restored.ts';
import { type Deletion, deletionsOf } from '../past/deletions.ts';
import { olderEntries, seqOf } from '../past/sections.ts';
import { doneOf } from './doneOf.ts';
import { type Page, Pages } from './Pages.ts';
import { Preview } from './Preview.ts';
import type { Span } from './readTimeline.ts';

const ENTRIES_PAGE = 50;
const DELETED_PAGE = 200;
const VERSIONS_PAGE = 100;
/** Versions that are shown; older ones are not. */
const MOST_VERSIONS = 1_000;
/** Objects that are brought back in one call. */
const MOST_RESTORED = 10_000;
const LONGEST_TITLE = 200;
/** How soon after a change of the board its history is read again, in milliseconds. */
const REFRESH_MS = 2_000;

/** What the History panel shows and does, for one open board. */
export class HistoryController {
  readonly board: BoardController;
  readonly api: HistoryApi;
  readonly entries: Pages<HistoryEntry>;
  readonly versions = new Value<readonly Version[]>([]);
  readonly deleted: Pages<DeletedObject, string>;
  readonly preview: Preview;
  /** Where the last entry began when the versions were read; -1 when they are to be read. */
  #began = -1;

  constructor(board: BoardController) {
    this.board = board;
    this.api = new HistoryApi(api, board.project.id);
    this.entries = new Pages((before) => this.#readEntries(before), olderEntries);
    this.deleted = new Pages<DeletedObject, string>((before) => this.#readDeleted(before));
    this.preview = new Preview({
      api: this.api,
      openStage: () => board.openStage(),
      settle: () => this.#settle(),
      restore: restored,
      boundsOf: (element) => getCommonBounds([element]),
      nextFrame: (callback) => requestAnimationFrame(callback),
      now: () => performance.now(),
    });
  }

  /** Reads it, and again after changes and when the server can be reached again. Returns what ends that. */
  watch(): () => void {
    const { project } = this.board;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isDue = false;
    let isReading = false;
    let isClosed = false;
    // One after the other: a read that is overtaken by the next one is shown by nobody.
    const refresh = async () => {
      timer = undefined;
      isDue = false;
      isReading = true;
      await this.refresh();
      isReading = false;
      if (isDue) soon();
    };
    const soon = () => {
      isDue = true;
      if (!isReading && !isClosed) timer ??= setTimeout(refresh, REFRESH_MS);
    };
    const stop = [
      project.on('changed', soon),
      project.on('status', ({ kind }) => kind === 'live' && soon()),
      () => clearTimeout(timer),
    ];
    void refresh();
    return () => {
      isClosed = true;
      for (const end of stop) end();
    };
  }

  async refresh(): Promise<void> {
    await Promise.all([
      this.entries.refresh(),
      this.deleted.list.get().items === undefined ? undefined : this.deleted.refresh(),
    ]);
  }

  /** The version with a name at a seq. */
  versionAt(seq: number): Version | undefined {
    return this.versions.get().find((version) => version.name !== null && seqOf(version) === seq);
  }

  /** Gives the state at a seq a name, or another one. */
  async name(seq: number, name: string): Promise<void> {
    const known = this.versionAt(seq);
    if (known === undefined) await this.api.nameState(seq, name, ownName());
    else await this.api.renameVersion(known.id, name);
    this.#began = -1;
    await this.refresh();
  }

  /** Gives the state as it is now, with all that was drawn here, a name. */
  async nameNow(name: string): Promise<void> {
    await this.#settle();
    const { entries } = await this.api.entries({ limit: 1 });
    await this.name(entries[0]?.to ?? 0, name);
  }

  /** Brings back what the preview shows, or only some objects of it. */
  async restore(objects?: ReadonlySet<string>): Promise<void> {
    const did = this.#begin();
    const outcome = await this.preview.restore(ownName(), objects);
    if (outcome === undefined) return;
    await did(t(objects ? 'history.done.objects' : 'history.done.board'), [outcome]);
  }

  async putBack({ before, objects }: Deletion): Promise<void> {
    const did = this.#begin();
    await this.#settle();
    const outcomes: Outcome[] = [];
    try {
      for (let at = 0; at < objects.length; at += MOST_RESTORED) {
        const ids = objects.slice(at, at + MOST_RESTORED).map(({ id }) => id);
        outcomes.push(await this.api.restore({ seq: before }, ownName(), ids));
      }
    } catch (error) {
      // What is there again so far can be undone.
      if (outcomes.length > 0) await did(t('history.done.partly'), outcomes);
      throw error;
    }
    await did(t('history.done.back', { count: objects.length }), outcomes);
  }

  /** What it would change now to take back what a person did in a span. */
  async lookAtTakeBack(by: string, { from, to }: Span): Promise<Outcome> {
    await this.#settle();
    return this.api.rollBackDryRun({ by, from, to });
  }

  /** Takes back what a person did in a span, and gives the board back. What others have changed since stays. */
  async takeBack(by: string, { from, to }: Span): Promise<void> {
    const did = this.#begin();
    await this.#settle();
    const outcome = await this.api.rollBack({ by, from, to }, ownName());
    this.preview.leave();
    await did(t('history.done.takenBack', { name: by }), [outcome]);
  }

  /** Makes a project of the canvas as it was at a seq; resolves to its id. */
  async fork(seq: number): Promise<string> {
    const room = LONGEST_TITLE - t('history.preview.fork.title', { title: '' }).length;
    const title = t('history.preview.fork.title', { title: this.board.project.title.slice(0, room) });
    return (await this.api.fork(seq, title, ownName())).id;
  }

  /** Something begins that changes the board, after what was drawn until now. Returns what tells what it came to. */
  #begin(): (message: string, outcomes: readonly Outcome[]) => Promise<void> {
    this.board.collect();
    const did = this.board.lastAct.begin();
    const rollBack = async (what: RollBack) => {
      await this.#settle();
      return this.api.rollBack(what, ownName());
    };
    return async (message, outcomes) => {
      did(doneOf(message, outcomes, rollBack));
      await this.refresh();
    };
  }

  /** What the person drew before comes before what is brought back. */
  async #settle(): Promise<void> {
    const { project } = this.board;
    if (project.status.kind !== 'live') throw new TypeError('no connection');
    if (!project.status.readOnly) await project.flush();
  }

  async #readEntries(before: number | undefined): Promise<Page<HistoryEntry, number>> {
    const page = { ...(before !== undefined && { before }), limit: ENTRIES_PAGE };
    const { entries, next } = await this.api.entries(page);
    const began = entries[0]?.from ?? 0;
    // A version ends an entry: there may be others where another entry has begun.
    if (before === undefined && began !== this.#began) {
      this.#began = began;
      await this.#readVersions();
    }
    return { items: entries, next };
  }

  /** At least one whole deletion, or all there is. */
  async #readDeleted(from: string | undefined): Promise<Page<DeletedObject, string>> {
    const items: DeletedObject[] = [];
    let before = from;
    do {
      const asked = { ...(before !== undefined && { before }), limit: DELETED_PAGE };
      const { objects, next } = await this.api.deleted(asked);
      items.push(...objects);
      before = next ?? undefined;
    } while (before !== undefined && deletionsOf(items, true).length === 0);
    return { items, next: before ?? null };
  }

  async #readVersions(): Promise<void> {
    const all: Version[] = [];
    let after: string | undefined;
    try {
      do {
        const page = await this.api.versions({ ...(after !== undefined && { after }), limit: VERSIONS_PAGE });
        all.push(...page.versions);
        after = page.next ?? undefined;
      } while (after !== undefined && all.length < MOST_VERSIONS);
    } catch (failure) {
      this.#began = -1;
      throw failure;
    }
    this.versions.set(all);
  }
}
