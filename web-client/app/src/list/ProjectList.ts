import { type Api, ApiProblem, equal, type ProjectPage, type ProjectRow } from '@easel/sdk';
import { failure } from '../common/failure.ts';
import { Value } from '../common/Value.ts';
import { type list, t } from '../words/list.ts';
import type { ListOf } from './choices.ts';

/** The list is asked for again after so long, for each of its pages, in milliseconds. */
export const ASK_MS = 5_000;
/** While it cannot be read, up to so many times as long. */
export const MOST_PATIENT = 12;
/** Projects on a page: the most that the server gives. */
const PAGE = 1_000;

type Failed = Extract<keyof typeof list, `list.failed.${string}`>;

export interface ListState {
  /** Undefined until the first answer. */
  readonly rows: readonly ProjectRow[] | undefined;
  /** What failed last, in words for people. */
  readonly problem: string | undefined;
  /** Whether the server shows the list only to people it knows, and does not know this one. */
  readonly isSignedOut?: boolean;
}

export interface ListPorts {
  readonly api: Api;
  /** Makes a copy of a project, with a title and an author's name. */
  readonly copy: (id: string, title: string, by: string) => Promise<ProjectRow>;
  /** Takes this person out of a project that somebody shares with them. */
  readonly leave: (id: string) => Promise<void>;
  readonly isVisible: () => boolean;
  readonly later: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
}

/**
 * The list of projects, as live as asking makes it: while somebody looks at it, it is asked for every few seconds.
 * The server sends nothing where nothing has changed.
 */
export class ProjectList {
  readonly state = new Value<ListState>({ rows: undefined, problem: undefined });
  /** The project that was put into the trash last, until it is taken out or the person has seen it. */
  readonly trashed = new Value<ProjectRow | undefined>(undefined);
  readonly #ports: ListPorts;
  #timer: number | undefined;
  #failures = 0;
  #pages = 1;
  #trashDays = 0;
  /** Own changes: an answer to what was asked before the last of them is of the past. */
  #changes = 0;
  #isStarted = false;
  #of: ListOf = 'all';
  /** Does what failed last once more. */
  #again: (() => Promise<void>) | undefined;

  constructor(ports: ListPorts) {
    this.#ports = ports;
  }

  /** Lists these from now on. */
  show(of: ListOf): void {
    if (of === this.#of) return;
    this.#of = of;
    this.#changes++;
    this.state.set({ rows: undefined, problem: undefined });
    void this.look();
  }

  start(): void {
    this.#isStarted = true;
    void this.look();
  }

  stop(): void {
    this.#isStarted = false;
    this.#wait(undefined);
  }

  /** Asks now, if somebody looks at the list. */
  readonly look = async (): Promise<void> => {
    this.#wait(undefined);
    if (!this.#isStarted || !this.#ports.isVisible()) return;
    const changes = this.#changes;
    try {
      const rows = await this.#everyProject();
      if (changes === this.#changes) this.#took(rows);
      this.#failures = 0;
    } catch (error) {
      if (changes !== this.#changes) return;
      this.#failures++;
      if (error instanceof ApiProblem && error.status === 401) {
        this.state.set({ rows: undefined, problem: undefined, isSignedOut: true });
      } else this.#tell(t('list.failed.read', { why: failure(error) }));
    }
    if (this.#isStarted) this.#wait(ASK_MS * this.#pages * Math.min(2 ** this.#failures, MOST_PATIENT));
  };

  /** Tries what failed last once more. */
  again(): Promise<void> {
    const again = this.#again ?? this.look;
    this.#again = undefined;
    this.state.set({ ...this.state.get(), problem: undefined });
    return again();
  }

  rename(id: string, title: string): Promise<void> {
    return this.#attempt('list.failed.rename', async () => {
      const renamed = await this.#ports.api.changeProject(id, { title });
      return (rows) => rows.map((row) => (row.id === id ? renamed : row));
    });
  }

  /** Whether what is deleted can be brought back. */
  get hasTrash(): boolean {
    return this.#trashDays > 0;
  }

  remove(row: ProjectRow): Promise<void> {
    return this.#attempt('list.failed.delete', async () => {
      await this.#ports.api.deleteProject(row.id);
      if (this.hasTrash) this.trashed.set(row);
      return (rows) => rows.filter(({ id }) => id !== row.id);
    });
  }

  /** Takes a project out of the trash. */
  undelete({ id }: ProjectRow): Promise<void> {
    return this.#attempt('list.failed.undelete', async () => {
      const back = await this.#ports.api.undeleteProject(id);
      this.trashed.set(undefined);
      return (rows) => [back, ...rows.filter((row) => row.id !== id)];
    });
  }

  leave(id: string): Promise<void> {
    return this.#attempt('list.failed.leave', async () => {
      await this.#ports.leave(id);
      return (rows) => rows.filter((row) => row.id !== id);
    });
  }

  /** @param by the name of the person, who is the author of what is on the copy */
  duplicate(id: string, title: string, by: string): Promise<void> {
    return this.#attempt('list.failed.duplicate', async () => {
      const copy = await this.#ports.copy(id, title, by);
      return (rows) => [copy, ...rows];
    });
  }

  async #attempt(
    what: Failed,
    act: () => Promise<(rows: readonly ProjectRow[]) => readonly ProjectRow[]>,
  ): Promise<void> {
    try {
      const change = await act();
      this.#changes++;
      this.state.set({ rows: change(this.state.get().rows ?? []), problem: undefined });
      void this.look();
    } catch (error) {
      this.#again = () => this.#attempt(what, act);
      this.#tell(t(what, { why: failure(error) }));
    }
  }

  /** Rows that are as they were stay the same, so that nothing is drawn again for them. */
  #took(rows: readonly ProjectRow[]): void {
    const before = new Map(this.state.get().rows?.map((row) => [row.id, row]));
    const isSame = (row: ProjectRow) => equal({ ...before.get(row.id) }, { ...row });
    const kept = rows.map((row) => (isSame(row) ? (before.get(row.id) as ProjectRow) : row));
    const old = this.state.get().rows;
    const isUnchanged = old?.length === kept.length && kept.every((row, at) => row === old[at]);
    const { problem, isSignedOut } = this.state.get();
    // What failed of what the person did stays to be read; that the list could not be read is over.
    const left = this.#failures > 0 ? undefined : problem;
    if (!isUnchanged || left !== problem || isSignedOut)
      this.state.set({ rows: isUnchanged ? old : kept, problem: left });
  }

  #tell(problem: string): void {
    this.state.set({ ...this.state.get(), problem });
  }

  async #everyProject(): Promise<readonly ProjectRow[]> {
    const rows: ProjectRow[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page: ProjectPage = await this.#ports.api.projects({
        limit: PAGE,
        ...(this.#of !== 'all' && { of: this.#of }),
        ...(after !== null && { after }),
      });
      rows.push(...page.projects);
      after = page.next;
      this.#trashDays = page.trashDays ?? 0;
      pages++;
    } while (after !== null);
    this.#pages = pages;
    return rows;
  }

  #wait(ms: number | undefined): void {
    if (this.#timer !== undefined) this.#ports.cancel(this.#timer);
    this.#timer = ms === undefined ? undefined : this.#ports.later(() => void this.look(), ms);
  }
}
