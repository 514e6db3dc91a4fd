import { browserTimers, type Timers } from '../ports/timers.ts';
import type { Change, Props } from '../protocol/change.ts';
import { bytesOf } from '../protocol/json.ts';
import type { Api } from './api.ts';
import type { ProjectRow } from './model.ts';
import { ApiProblem } from './problem.ts';

/** Bytes and changes of one edit, at most: well within what any server takes. */
const EDIT_BYTES = 512 << 10;
const EDIT_CHANGES = 500;

/** How often a call is made that the server cannot do now, and how long is waited in between, in milliseconds. */
const TRIES = 5;
const WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

export interface NewProject {
  readonly title: string;
  readonly settings?: Props;
  readonly objects: ReadonlyMap<string, Props>;
  /** Its images, by file id. */
  readonly assets: ReadonlyMap<string, Blob>;
  /** Who makes it: a UUID of its own. */
  readonly client: string;
}

export interface MadeProject {
  readonly project: ProjectRow;
  /** Ids of objects and images that the server does not take. */
  readonly leftOut: { readonly objects: readonly string[]; readonly assets: readonly string[] };
}

type Calls = Pick<Api, 'createProject' | 'putAsset' | 'edits' | 'deleteProject'>;

/**
 * Makes a project of what is given; resolves once all of it is durable, without what the server does not take as it is.
 * Where that fails, or nothing is taken, it rejects, and deletes the new project if the server can be reached.
 */
export async function makeProject(
  api: Calls,
  { title, settings, objects, assets, client }: NewProject,
  timers: Timers = browserTimers,
): Promise<MadeProject> {
  const project = await patiently(timers, () => api.createProject(title, settings));
  try {
    const refusedAssets: string[] = [];
    for (const [fileId, bytes] of assets) {
      const put = patiently(timers, () => api.putAsset(project.id, fileId, bytes));
      await put.catch((failure) => {
        refusalOf(failure);
        refusedAssets.push(fileId);
      });
    }
    const maker = new Maker(api, project.id, client, timers);
    for (const changes of portionsOf(objects)) await maker.put(changes);
    if (maker.refused.length > 0 && maker.refused.length === objects.size) throw new Error(maker.why);
    return { project, leftOut: { objects: maker.refused, assets: refusedAssets } };
  } catch (failure) {
    await api.deleteProject(project.id, { permanently: true }).catch(() => undefined);
    throw failure;
  }
}

/** Puts objects into a new project, and finds those that the server does not take. */
class Maker {
  readonly refused: string[] = [];
  /** Why the first of them was refused. */
  why = '';
  readonly #api: Pick<Api, 'edits'>;
  readonly #project: string;
  readonly #client: string;
  readonly #timers: Timers;
  #edit = 0;

  constructor(api: Pick<Api, 'edits'>, project: string, client: string, timers: Timers) {
    this.#api = api;
    this.#project = project;
    this.#client = client;
    this.#timers = timers;
  }

  /** All at once or, where that is refused, one by one. */
  async put(changes: readonly Change[]): Promise<void> {
    if ((await this.#send([changes])).length === 0) return;
    const each = changes.map((change) => [change]);
    const refused = each.length === 1 ? each : await this.#sendEach(each);
    for (const [change] of refused) if (change !== undefined) this.refused.push(change.id);
  }

  /** In one call or, where that cannot be read, in a call each; resolves to those that are refused. */
  async #sendEach<T extends readonly Change[]>(edits: readonly T[]): Promise<readonly T[]> {
    const refused = await this.#send(edits);
    if (refused.length < edits.length) return refused;
    const alone: T[] = [];
    for (const edit of edits) alone.push(...(await this.#send([edit])));
    return alone;
  }

  /** Sends these as an edit each; resolves to those that are refused. */
  async #send<T extends readonly Change[]>(edits: readonly T[]): Promise<readonly T[]> {
    const numbered = edits.map((changes) => ({ edit: ++this.#edit, changes }));
    try {
      const call = () => this.#api.edits(this.#project, this.#client, numbered);
      const { results } = await patiently(this.#timers, call);
      const refusals = results.map(({ refused }) => refused);
      const first = refusals.find((refused) => refused !== undefined);
      if (first !== undefined) this.#refusedFor(`${first.code}: ${first.message}`);
      return edits.filter((_, at) => refusals[at] !== undefined);
    } catch (failure) {
      this.#refusedFor(refusalOf(failure).message);
      return edits;
    }
  }

  #refusedFor(why: string): void {
    if (this.why === '') this.why = why;
  }
}

/** The failure, if it is because of what was sent, and would come each time; throws another one. */
function refusalOf(failure: unknown): ApiProblem {
  if (failure instanceof ApiProblem && [400, 413, 415, 422].includes(failure.status)) return failure;
  throw failure;
}

/** Makes a call, again where the server says that it cannot now. Each of these does no harm when it is made twice. */
async function patiently<T>(timers: Timers, call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (failure) {
      const isBusy = failure instanceof ApiProblem && (failure.status === 429 || failure.status === 503);
      if (!isBusy || tries === TRIES) throw failure;
      const wait = Math.min(failure.retryAfterMs ?? WAIT_MS, LONGEST_WAIT_MS);
      await new Promise<void>((resolve) => void timers.set(resolve, wait));
    }
  }
}

function* portionsOf(objects: ReadonlyMap<string, Props>): Iterable<Change[]> {
  let changes: Change[] = [];
  let bytes = 0;
  for (const [id, props] of objects) {
    const size = bytesOf(props);
    if (changes.length > 0 && (bytes + size > EDIT_BYTES || changes.length >= EDIT_CHANGES)) {
      yield changes;
      changes = [];
      bytes = 0;
    }
    changes.push({ op: 'put', id, props });
    bytes += size;
  }
  if (changes.length > 0) yield changes;
}
