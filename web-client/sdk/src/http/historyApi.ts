import type {
  Blame,
  DeletedPage,
  EntryPage,
  EventPage,
  Outcome,
  PastState,
  RollBack,
  StateOf,
  Version,
  VersionPage,
} from './historyModel.ts';
import type { ProjectRow } from './model.ts';
import { browserPorts, FILE_TIMEOUT_MS, type RequestPorts, Requests } from './requests.ts';

type Page<T> = { readonly [end in 'before' | 'after']?: T } & { readonly limit?: number };

/**
 * The calls about the past of one project: what was there, who did it, and how it is brought back. They fail as those
 * of `Api` do. `by` is the name under which others see what such a call does.
 */
export class HistoryApi {
  readonly #requests: Requests;
  readonly #path: string;

  /** @param server where the calls go; an `Api` will do */
  constructor(
    server: Pick<Requests, 'origin' | 'token'>,
    project: string,
    ports: Partial<RequestPorts> = {},
  ) {
    this.#requests = new Requests(server.origin, server.token, { ...browserPorts, ...ports });
    this.#path = `/api/projects/${encodeURIComponent(project)}`;
  }

  /** What happened before `before`, in entries, newest first. */
  entries(page: { before?: number; limit?: number } = {}): Promise<EntryPage> {
    return this.#get('history', page);
  }

  /** The events after `after`, in their order. */
  events(page: { after?: number; limit?: number } = {}): Promise<EventPage> {
    return this.#get('events', page);
  }

  /** The canvas as it was at a seq. */
  state(seq: number): Promise<PastState> {
    return this.#get('state', { seq }, FILE_TIMEOUT_MS);
  }

  /** Objects that were deleted and are not there now; `before` is what the page before has as `next`. */
  deleted(page: { before?: string; limit?: number } = {}): Promise<DeletedPage> {
    return this.#get('deleted', page);
  }

  /** The events that changed one object, newest first. */
  objectEvents(object: string, page: { before?: number; limit?: number } = {}): Promise<EventPage> {
    return this.#get(`objects/${encodeURIComponent(object)}/history`, page);
  }

  blame(object: string): Promise<Blame> {
    return this.#get(`objects/${encodeURIComponent(object)}/blame`, {});
  }

  versions(page: { after?: string; limit?: number } = {}): Promise<VersionPage> {
    return this.#get('versions', page);
  }

  /** Closes the active version where it stands, and goes on in a new one of this name. */
  saveVersion(name: string, by: string): Promise<Version> {
    return this.#requests.json('POST', `${this.#path}/versions`, { name, by });
  }

  /** Gives the state at a seq a name. The active version stays the active one. */
  nameState(seq: number, name: string, by: string): Promise<Version> {
    return this.#requests.json('POST', `${this.#path}/versions`, { name, seq, by });
  }

  renameVersion(version: string, name: string): Promise<Version> {
    return this.#requests.json('PATCH', `${this.#path}/versions/${encodeURIComponent(version)}`, { name });
  }

  /** Forgets a version's name; what happened stays. The active one is a 409. */
  async deleteVersion(version: string): Promise<void> {
    const path = `${this.#path}/versions/${encodeURIComponent(version)}`;
    await this.#requests.send({ method: 'DELETE', path });
  }

  /** Brings a state back, or only these objects of it, by ordinary edits. */
  restore(state: StateOf, by: string, objects?: readonly string[]): Promise<Outcome> {
    return this.#requests.json('POST', `${this.#path}/restore`, { ...state, by, objects }, FILE_TIMEOUT_MS);
  }

  /**
   * Takes one person's edits back, by ordinary edits, or what another such call has done, told by its `undo`. What
   * others have changed since stays.
   */
  rollBack(what: RollBack, by: string): Promise<Outcome> {
    return this.#rollBack({ ...what, actor: by });
  }

  /** What `rollBack` would do now. */
  rollBackDryRun(what: RollBack): Promise<Outcome> {
    return this.#rollBack({ ...what, dryRun: true });
  }

  /** Makes a new project of the canvas as it was at a seq, or is. */
  fork(seq: number | undefined, title: string, by: string): Promise<ProjectRow> {
    return this.#requests.json('POST', `${this.#path}/fork`, { seq, title, by }, FILE_TIMEOUT_MS);
  }

  #rollBack(body: object): Promise<Outcome> {
    return this.#requests.json('POST', `${this.#path}/rollback`, body, FILE_TIMEOUT_MS);
  }

  #get<T>(what: string, query: Page<unknown> & { seq?: number }, timeoutMs?: number): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    const path = `${this.#path}/${what}${asked.size > 0 ? `?${asked}` : ''}`;
    return this.#requests.json('GET', path, undefined, timeoutMs);
  }
}
