import type { TokenSource } from '../ports/token.ts';
import { problemOf } from './problem.ts';
import { browserUpload, type Upload, type Watch } from './upload.ts';

/** How long a call may take, the answer included, in milliseconds; then it fails. */
export const TIMEOUT_MS = 30_000;
/** The same for calls that carry a file. */
export const FILE_TIMEOUT_MS = 300_000;

/** The project that a call is about. */
const PROJECT = /^\/api\/projects\/([^/?]+)/;

export interface RequestPorts {
  readonly fetch: typeof globalThis.fetch;
  /** A signal that aborts a call after this time. */
  readonly timeout: (ms: number) => AbortSignal;
  /** Sends what is watched. */
  readonly upload: Upload;
}

export const browserPorts: RequestPorts = {
  fetch: (input, init) => globalThis.fetch(input, init),
  timeout: (ms) => AbortSignal.timeout(ms),
  upload: browserUpload,
};

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: BodyInit;
  readonly contentType?: string;
  readonly keepalive?: boolean;
  readonly timeoutMs?: number;
  readonly watch?: Watch | undefined;
}

/** The server that is meant by an address: without a slash at its end, a query or a fragment. */
export function serverOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/+$/, '');
}

/** Sends calls to one server and turns its errors into `ApiProblem`; without an answer it rejects as `fetch` does. */
export class Requests {
  /** `https://host[:port][/path]`, without a slash at its end. */
  readonly origin: string;
  readonly token: TokenSource | undefined;
  readonly #ports: RequestPorts;

  constructor(origin: string, token: TokenSource | undefined, ports: RequestPorts) {
    this.origin = serverOf(origin);
    this.token = token;
    this.#ports = ports;
  }

  url(path: string): string {
    return this.origin + path;
  }

  async send(call: Call): Promise<Response> {
    const project = PROJECT.exec(call.path)?.[1];
    // Without a token source nothing is waited for: a page that is being left may have no later moment.
    const token = this.token && (await this.token({ project }));
    const response = await this.#fetch(call, token);
    if (response.ok) return response;
    const renewed = response.status === 401 ? await this.#renewed(project, token) : undefined;
    const answer = renewed === undefined ? response : await this.#fetch(call, renewed);
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }

  /** Another token, in place of one that the server refuses. */
  async #renewed(project: string | undefined, refused: string | undefined): Promise<string | undefined> {
    if (this.token === undefined || refused === undefined) return undefined;
    const token = await this.token({ project, refused });
    return token === refused ? undefined : token;
  }

  async #fetch(call: Call, token: string | undefined): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json, application/problem+json, */*;q=0.5' });
    if (call.contentType !== undefined) headers.set('Content-Type', call.contentType);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const { method, path, body = null, keepalive = false, timeoutMs = TIMEOUT_MS, watch } = call;
    const { fetch, timeout, upload } = this.#ports;
    const url = this.url(path);
    if (watch !== undefined) {
      return upload(url, { method, headers, body: body as XMLHttpRequestBodyInit, timeoutMs }, watch);
    }
    // The timers of a page end with it; the browser limits such calls itself.
    return fetch(url, { method, headers, body, keepalive, signal: keepalive ? null : timeout(timeoutMs) });
  }

  /** A call with a JSON body, or none, and a JSON answer. */
  async json<T>(method: Call['method'], path: string, body?: unknown, timeoutMs = TIMEOUT_MS): Promise<T> {
    const call = body === undefined ? {} : { body: JSON.stringify(body), contentType: 'application/json' };
    const response = await this.send({ method, path, timeoutMs, ...call });
    return (await response.json()) as T;
  }
}
