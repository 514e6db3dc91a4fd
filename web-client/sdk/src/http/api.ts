import type { TokenSource } from '../ports/token.ts';
import type { CanvasObject, Props } from '../protocol/change.ts';
import type { Me } from './accessModel.ts';
import type {
  Edit,
  EditCall,
  EditResults,
  ImportCall,
  Imported,
  ProjectPage,
  ProjectRow,
  TrashPage,
} from './model.ts';
import { browserPorts, FILE_TIMEOUT_MS, type RequestPorts, Requests } from './requests.ts';

export interface ApiOptions {
  /** `https://host[:port]` of the server; with the path below which it is, if it has one (`EASEL_PATH`). */
  readonly origin: string;
  /**
   * Whose work this browser keeps: a user id, empty or left out for guests. What it keeps for one person is neither
   * shown to another one nor sent in their name.
   */
  readonly keptFor?: string | undefined;
  /** Sent as `Authorization: Bearer` with each call. */
  readonly token?: TokenSource;
}

/**
 * The server's HTTP calls (`protocol/openapi.yaml`). Each rejects with an `ApiProblem` when the server answers with an
 * error, with a `TypeError` when it cannot be reached, and with a `TimeoutError` when it does not answer in time. When
 * the token source fails, the call rejects with what that threw, and nothing is sent.
 */
export class Api {
  /** Whose work this browser keeps; empty for guests. */
  readonly keptFor: string;
  readonly #requests: Requests;

  constructor(options: ApiOptions, ports: Partial<RequestPorts> = {}) {
    this.keptFor = options.keptFor ?? '';
    this.#requests = new Requests(options.origin, options.token, { ...browserPorts, ...ports });
  }

  /** `https://host[:port][/path]` of the server, without a slash at its end. */
  get origin(): string {
    return this.#requests.origin;
  }

  get token(): TokenSource | undefined {
    return this.#requests.token;
  }

  /** Who is asking: an answer for guests as well. */
  me(): Promise<Me> {
    return this.#requests.json('GET', '/api/me');
  }

  /**
   * Those that one may see: with `of`, those that one owns, or that others share. A page that has not changed since
   * the last time is not sent again.
   */
  projects(page: { limit?: number; after?: string; of?: 'mine' | 'shared' } = {}): Promise<ProjectPage> {
    const query = new URLSearchParams();
    if (page.of !== undefined) query.set('of', page.of);
    return this.#page(query, page);
  }

  /** The projects that were deleted and can be brought back. */
  trash(page: { limit?: number; after?: string } = {}): Promise<TrashPage> {
    return this.#page(new URLSearchParams({ in: 'trash' }), page);
  }

  #page<T>(query: URLSearchParams, page: { limit?: number; after?: string }): Promise<T> {
    if (page.limit !== undefined) query.set('limit', String(page.limit));
    if (page.after !== undefined) query.set('after', page.after);
    return this.#requests.json('GET', `/api/projects${query.size > 0 ? `?${query}` : ''}`);
  }

  createProject(title: string, settings?: Props): Promise<ProjectRow> {
    return this.#requests.json('POST', '/api/projects', { title, settings });
  }

  project(id: string): Promise<ProjectRow> {
    return this.#requests.json('GET', pathOf(id));
  }

  /** The objects as they are now, and after which event. */
  objects(project: string): Promise<{ seq: number; objects: readonly CanvasObject[] }> {
    const path = `${pathOf(project)}/objects`;
    return this.#requests.json('GET', path, undefined, FILE_TIMEOUT_MS);
  }

  /** Changes title, settings (all of them) or both; what is left out stays as it is. */
  changeProject(id: string, to: { title?: string; settings?: Props }): Promise<ProjectRow> {
    return this.#requests.json('PATCH', pathOf(id), to);
  }

  /**
   * Changes some settings, and leaves the others, and what other people change at the same time (RFC 7396): objects are
   * merged, null takes a member away.
   */
  changeSettings(id: string, some: Props): Promise<ProjectRow> {
    return this.#requests.json('PATCH', `${pathOf(id)}/settings`, some);
  }

  /** Puts the project into the trash; `permanently` deletes it for good, also out of the trash. */
  async deleteProject(id: string, how: { permanently?: boolean } = {}): Promise<void> {
    const path = `${pathOf(id)}${how.permanently === true ? '?permanently=true' : ''}`;
    await this.#requests.send({ method: 'DELETE', path });
  }

  /** Takes the project out of the trash. One that is not deleted resolves as well. */
  undeleteProject(id: string): Promise<ProjectRow> {
    return this.#requests.json('POST', `${pathOf(id)}/undelete`);
  }

  /** Sends edits in order, each judged by itself (E13). Sending them again is harmless (E2). */
  async edits(
    project: string,
    client: string,
    edits: readonly Edit[],
    how: EditCall = {},
  ): Promise<EditResults> {
    const response = await this.#requests.send({
      method: 'POST',
      path: `${pathOf(project)}/edits${how.wait === 'applied' ? '?wait=applied' : ''}`,
      body: editsBody(client, edits),
      contentType: 'application/json',
      keepalive: how.keepalive ?? false,
    });
    return (await response.json()) as EditResults;
  }

  /**
   * Makes an object what a form shows, once durable; what the form has left as it knew it stays as others have made it
   * (E17). Resolves to the base of the next call.
   *
   * @param base the seq at which the form had the object
   */
  async buffer(project: string, object: string, props: Props, base?: number): Promise<number> {
    const path = `${pathOf(project)}/objects/${encodeURIComponent(object)}/buffer`;
    const query = base === undefined ? '' : `?base=${base}`;
    return (await this.#requests.json<{ seq: number }>('POST', path + query, props)).seq;
  }

  /** Saves what is unsaved. Resolves to the seq of the saved rows; undefined when nothing was unsaved (S3). */
  async flush(project: string): Promise<number | undefined> {
    const response = await this.#requests.send({ method: 'POST', path: `${pathOf(project)}/flush` });
    return response.status === 204 ? undefined : ((await response.json()) as { seq: number }).seq;
  }

  /**
   * Merges the text of an `.excalidraw` file by id, or puts a copy of a drawing on top of all; resolves once that is
   * durable.
   */
  async import(project: string, file: string | Blob, how: ImportCall = {}): Promise<Imported> {
    const { mode = 'merge', by, at, watch } = how;
    const query = new URLSearchParams();
    if (mode !== 'merge') query.set('mode', mode);
    if (by !== undefined) query.set('by', by);
    if (at !== undefined) {
      query.set('x', String(Math.round(at.x)));
      query.set('y', String(Math.round(at.y)));
    }
    const response = await this.#requests.send({
      method: 'POST',
      path: `${pathOf(project)}/import${query.size > 0 ? `?${query}` : ''}`,
      body: file,
      contentType: 'application/json',
      timeoutMs: FILE_TIMEOUT_MS,
      watch,
    });
    return (await response.json()) as Imported;
  }

  /** The address of the canvas as a file that opens in Excalidraw. */
  exportUrl(project: string): string {
    return this.#requests.url(`${pathOf(project)}/export`);
  }

  /** Makes a small WebP, PNG or JPEG the picture of the project, for lists; at most 64 KiB. */
  async putPicture(project: string, picture: Blob): Promise<void> {
    await this.#requests.send({
      method: 'PUT',
      path: `${pathOf(project)}/picture`,
      body: picture,
      contentType: picture.type,
    });
  }

  /** The address of a project's picture. Under the tag that the list tells it never changes. */
  pictureUrl(project: string, tag: string): string {
    return this.#requests.url(`${pathOf(project)}/picture?tag=${encodeURIComponent(tag)}`);
  }

  /** Stores the bytes of an image. Storing them again is harmless; other bytes under the same id are a 409. */
  async putAsset(project: string, fileId: string, bytes: Blob): Promise<void> {
    await this.#requests.send({
      method: 'PUT',
      path: assetPath(project, fileId),
      body: bytes,
      contentType: bytes.type === '' ? 'application/octet-stream' : bytes.type,
      timeoutMs: FILE_TIMEOUT_MS,
    });
  }

  /** The bytes of an image, with its type. */
  async getAsset(project: string, fileId: string): Promise<Blob> {
    const path = assetPath(project, fileId);
    const response = await this.#requests.send({ method: 'GET', path, timeoutMs: FILE_TIMEOUT_MS });
    return response.blob();
  }
}

/** The body of a call with edits, without what only this browser needs. Bounds are about its size. */
export function editsBody(client: string, edits: readonly Edit[]): string {
  return JSON.stringify({
    client,
    edits: edits.map(({ edit, group, changes }) => ({ edit, group, changes })),
  });
}

function pathOf(project: string): string {
  return `/api/projects/${encodeURIComponent(project)}`;
}

function assetPath(project: string, fileId: string): string {
  return `${pathOf(project)}/assets/${encodeURIComponent(fileId)}`;
}
