import type { Imported, LeftOut, Watch } from '@easel/sdk';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';

/** Between two drawings that are imported together, in pixels of the board. */
const GAP = 100;
/** How long a sentence about an import is shown, in milliseconds. */
const SHOWN_MS = 8_000;

/** How an import is, as long as there is something to be seen of it. */
export type ImportState =
  | { readonly kind: 'asking'; readonly files: readonly string[]; readonly answer: (answer: Answer) => void }
  | {
      readonly kind: 'running';
      readonly file: string;
      /** Which of how many files this is, from 1. */
      readonly number: number;
      readonly count: number;
      /** How much of it has left this browser, as a part of all; at 1 the server works. */
      readonly sent: number;
      readonly isCancelled: boolean;
    }
  | { readonly kind: 'told'; readonly objects: number; readonly files: readonly FileReport[] };

/** What a picture that carries a scene is taken as; nothing where it was dropped by mistake. */
export type Answer = 'picture' | 'drawing' | 'nothing';

/** What was left out of a file. */
export interface FileReport {
  readonly name: string;
  readonly skipped: readonly LeftOut[];
  readonly skippedCount: number;
  /** Why nothing of it was imported. */
  readonly failure: string | undefined;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface ImportPorts {
  /** Whether the server can be reached, as far as is known. */
  readonly isOnline: () => boolean;
  readonly send: (file: Blob, at: Place | undefined, watch: Watch) => Promise<Imported>;
  /** Resolves once these objects are here, or after some time without them. */
  readonly arrive: (ids: readonly string[]) => Promise<void>;
  /** Where the next drawing lies beside these objects; undefined where none is here. */
  readonly beside: (ids: readonly string[], gap: number) => Place | undefined;
  /** Makes these objects one step of undo, and selects them. */
  readonly adopt: (ids: readonly string[]) => void;
  readonly undo: () => void;
  readonly explain: (error: unknown) => string;
  readonly say: (message: string, ms: number) => void;
}

/**
 * Imports drawings into a board, each as a copy that replaces nothing. All that comes at once is one step of undo.
 * There is one import at a time.
 */
export class Imports {
  readonly state = new Value<ImportState | undefined>(undefined);
  readonly #ports: ImportPorts;
  #abort: AbortController | undefined;

  constructor(ports: ImportPorts) {
    this.#ports = ports;
  }

  /** What a dropped picture that carries a scene is meant as. */
  ask(files: readonly string[]): Promise<Answer> {
    if (this.#isBusy()) return Promise.resolve('nothing');
    return new Promise((resolve) => {
      const answer = (answer: Answer) => {
        this.state.set(undefined);
        resolve(answer);
      };
      this.state.set({ kind: 'asking', files, answer });
    });
  }

  async import(files: readonly File[]): Promise<void> {
    const { isOnline, say } = this.#ports;
    if (files.length === 0 || this.#isBusy()) return;
    if (!isOnline()) {
      say(t('board.import.offline'), SHOWN_MS);
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    const ids: string[] = [];
    const reports: FileReport[] = [];
    let at: Place | undefined;
    for (const [index, file] of files.entries()) {
      this.#show(file, index + 1, files.length);
      const { imported, report } = await this.#one(file, at, abort.signal);
      reports.push(report);
      ids.push(...(imported?.ids ?? []));
      if (abort.signal.aborted) break;
      at = this.#ports.beside(ids, GAP) ?? at;
    }
    this.#end(ids, reports, abort.signal.aborted);
  }

  /** Ends what is under way, and takes back what is on the board of it already. */
  cancel(): void {
    const state = this.state.get();
    if (state?.kind !== 'running') return;
    this.state.set({ ...state, isCancelled: true });
    this.#abort?.abort(new DOMException('cancelled', 'AbortError'));
  }

  /** The person has read what was left out. */
  dismiss(): void {
    const state = this.state.get();
    if (state?.kind === 'asking') state.answer('nothing');
    else if (state?.kind === 'told') this.state.set(undefined);
  }

  #isBusy(): boolean {
    const kind = this.state.get()?.kind;
    if (kind === 'running' || kind === 'asking') this.#ports.say(t('board.import.busy'), SHOWN_MS);
    return kind === 'running' || kind === 'asking';
  }

  async #one(
    file: File,
    at: Place | undefined,
    cancelled: AbortSignal,
  ): Promise<{ imported: Imported | undefined; report: FileReport }> {
    // What the server has got as a whole it does; only before that a call can be ended without a trace.
    const sending = new AbortController();
    const stop = () => sending.abort(cancelled.reason);
    cancelled.addEventListener('abort', stop);
    const sent = (part: number) => {
      if (part >= 1) cancelled.removeEventListener('abort', stop);
      const state = this.state.get();
      if (state?.kind === 'running') this.state.set({ ...state, sent: part });
    };
    const report = {
      name: file.name || t('board.import.drawing'),
      skipped: [],
      skippedCount: 0,
      failure: undefined,
    };
    try {
      const imported = await this.#ports.send(file, at, { sent, signal: sending.signal });
      await this.#ports.arrive(imported.ids ?? []);
      const { skipped, skippedCount } = imported;
      return { imported, report: { ...report, skipped, skippedCount } };
    } catch (error) {
      return { imported: undefined, report: { ...report, failure: this.#ports.explain(error) } };
    } finally {
      cancelled.removeEventListener('abort', stop);
    }
  }

  #show(file: File, number: number, count: number): void {
    const name = file.name || t('board.import.drawing');
    this.state.set({ kind: 'running', file: name, number, count, sent: 0, isCancelled: false });
  }

  #end(ids: readonly string[], reports: readonly FileReport[], isCancelled: boolean): void {
    const { adopt, undo, say } = this.#ports;
    this.#abort = undefined;
    this.state.set(undefined);
    if (ids.length > 0) adopt(ids);
    if (isCancelled) {
      if (ids.length > 0) undo();
      say(t('board.import.cancelled'), SHOWN_MS);
      return;
    }
    const told = reports.filter(({ failure, skippedCount }) => failure !== undefined || skippedCount > 0);
    if (told.length > 0) this.state.set({ kind: 'told', objects: ids.length, files: told });
    else say(t('board.import.done', { count: ids.length }), SHOWN_MS);
  }
}
