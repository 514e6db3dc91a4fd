import { Absence, type Absent, APART_MS, type Api, ApiProblem, type ProjectRow } from '../http/index.ts';
import type { Timers } from '../ports/timers.ts';
import type { CanvasObject } from '../protocol/change.ts';
import type { Role } from '../protocol/message.ts';
import { Alarm } from '../timing/alarm.ts';

/**
 * Why there is no connection, as far as calls over HTTP tell:
 * - `unreachable`: the server does not answer at all
 * - `noSocket`: it answers, but no WebSocket to it can be opened: something between does not let it through
 * - `busy`: it says that it cannot now
 * - `refused`: it does not let this page in
 * - `signedOut`: it wants to know who this is (A4)
 */
export type Cause = 'unreachable' | 'noSocket' | 'busy' | 'refused' | 'signedOut';

/** How long the server has to answer when it is asked for the cause, in milliseconds. */
export const ASK_MS = 2_500;

/** The least time between two such questions, in milliseconds. */
export const ASK_EVERY_MS = 5_000;

/** A board takes at most this part of the time to be read: a large one, over a slow line, is read less often. */
const READING_PART = 1 / 10;

export interface OutageOptions {
  readonly api: Pick<Api, 'project' | 'objects'>;
  readonly project: string;
  readonly timers: Timers;
  readonly told: (cause: Cause) => void;
  /** What this person may do, as HTTP tells it. */
  readonly role: (role: Role) => void;
  /**
   * The project does not exist any longer, or not for this person. A refused upgrade looks like any other failure; only
   * HTTP says it (J2).
   */
  readonly absent: (why: Absent) => void;
  /** The server can be reached: the next socket need not wait. */
  readonly check: () => void;
  /** Whether `read` has a use for the board. */
  readonly isRead: () => boolean;
  /** The board as the server has it now, read over HTTP. */
  readonly read: (objects: readonly CanvasObject[]) => void;
}

/** Finds out, while there is no connection, why; and reads the project over HTTP where no socket can be opened. */
export class Outage {
  readonly #options: OutageOptions;
  readonly #alarm: Alarm;
  #absence = new Absence();
  #isOver = true;
  #isAsking = false;
  #hasBeenLive = false;
  /** Whether a socket has failed since the server last began to answer. */
  #isRefused = false;
  /** Answers in a row that said that all is well with the server. */
  #answered = 0;
  /** How far the board that was read had come. */
  #readSeq: number | undefined;
  /** When it may be read again, in milliseconds of `timers.now`. */
  #readNext = -Infinity;

  constructor(options: OutageOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.timers, () => void this.#ask());
  }

  /** A socket is lost, or could not be opened. */
  lost(): void {
    this.#isRefused = true;
    if (!this.#isOver) return;
    this.#isOver = false;
    void this.#ask();
  }

  /** The connection is there. */
  live(): void {
    this.#hasBeenLive = true;
    this.end();
  }

  end(): void {
    this.#isOver = true;
    this.#answered = 0;
    this.#absence = new Absence();
    this.#readSeq = undefined;
    this.#alarm.clear();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const absence = this.#absence;
    const answer = await this.#answer();
    this.#isAsking = false;
    if (this.#isOver) return;
    if (absence !== this.#absence) return this.#ask(); // it was live in between
    if ('row' in answer) return this.#well(answer.row);
    this.#answered = 0;
    absence.failed(answer.failure, this.#options.timers.now());
    if (absence.sure !== undefined) return this.#options.absent(absence.sure);
    this.#alarm.set(absence.isTold ? APART_MS : ASK_EVERY_MS);
    if (!absence.isTold) this.#options.told(causeOf(answer.failure));
  }

  async #answer(): Promise<{ row: ProjectRow } | { failure: unknown }> {
    const { api, project, timers } = this.#options;
    const late = new Promise<{ failure: unknown }>((resolve) =>
      timers.set(() => resolve({ failure: undefined }), ASK_MS),
    );
    const answer = api.project(project).then(
      (row) => ({ row }),
      (failure: unknown) => ({ failure }),
    );
    return await Promise.race([answer, late]);
  }

  async #well(row: ProjectRow): Promise<void> {
    const { told, role, check } = this.#options;
    this.#absence.there();
    this.#answered++;
    this.#alarm.set(ASK_EVERY_MS);
    // After a loss the next socket may not have been tried yet; where there never was one, it is known at once.
    if (this.#hasBeenLive && (this.#answered === 1 || !this.#isRefused)) {
      if (this.#answered === 1) this.#isRefused = false;
      check();
      return;
    }
    told('noSocket');
    if (row.role !== undefined) role(row.role);
    await this.#read(row.seq);
  }

  async #read(seq: number): Promise<void> {
    const { api, project, timers, read, isRead } = this.#options;
    const began = timers.now();
    if (!isRead() || seq === this.#readSeq || began < this.#readNext) return;
    try {
      const { objects } = await api.objects(project);
      if (this.#isOver) return;
      this.#readSeq = seq;
      read(objects);
    } catch {
      // It is asked again.
    } finally {
      this.#readNext = began + (timers.now() - began) / READING_PART;
    }
  }
}

function causeOf(failure: unknown): Cause {
  if (!(failure instanceof ApiProblem)) return 'unreachable';
  if (failure.status === 429 || failure.status === 503) return 'busy';
  if (failure.status === 401 && failure.isOurs) return 'signedOut';
  if (failure.status === 401 || failure.status === 403 || failure.status === 421) return 'refused';
  return 'unreachable';
}
