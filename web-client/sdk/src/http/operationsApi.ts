import type { Dashboard } from './operationsModel.ts';
import { browserPorts, type RequestPorts, Requests } from './requests.ts';

/** How long the dashboard may take, in milliseconds: the server waits for 2 s for the other instances. */
const DASHBOARD_TIMEOUT_MS = 8_000;

/** The calls of those who run the servers. They fail as those of `Api` do. */
export class OperationsApi {
  readonly #requests: Requests;

  /** @param server where the calls go; an `Api` will do */
  constructor(server: Pick<Requests, 'origin' | 'token'>, ports: Partial<RequestPorts> = {}) {
    this.#requests = new Requests(server.origin, server.token, { ...browserPorts, ...ports });
  }

  /** How all instances are and were in the last hour; with `since`, only the steps that began after it. */
  dashboard(since?: number): Promise<Dashboard> {
    const path = `/api/dashboard${since === undefined ? '' : `?since=${since}`}`;
    return this.#requests.json('GET', path, undefined, DASHBOARD_TIMEOUT_MS);
  }
}
