import type { Role } from '../protocol/message.ts';
import type { AccessRequest, Member, NewLink, Redeemed, ShareLink } from './accessModel.ts';
import { browserPorts, type RequestPorts, Requests } from './requests.ts';

/** The calls about who may do what in one project. They fail as those of `Api` do. */
export class AccessApi {
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

  async members(): Promise<readonly Member[]> {
    const { members } = await this.#get<{ members: readonly Member[] }>('members');
    return members;
  }

  /** Gives a person a role, in place of the one they had. The last owner stays one: a 409, `last_owner`. */
  setMember(user: string, role: Role): Promise<Member> {
    return this.#requests.json('PUT', this.#member(user), { role });
  }

  /** Takes a person out of the project; oneself, too. */
  removeMember(user: string): Promise<void> {
    return this.#delete(this.#member(user));
  }

  async links(): Promise<readonly ShareLink[]> {
    return (await this.#get<{ links: readonly Told<ShareLink>[] }>('links')).links.map(known);
  }

  /** Makes a link; its `key` is told here and nowhere else. */
  async addLink({ expiresAt, ...link }: NewLink): Promise<ShareLink & { readonly key: string }> {
    const end = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() };
    return known(await this.#requests.json('POST', `${this.#path}/links`, { ...link, ...end }));
  }

  /** Ends a link, at once also for those who came by it. */
  removeLink(link: string): Promise<void> {
    return this.#delete(`${this.#path}/links/${encodeURIComponent(link)}`);
  }

  /**
   * Exchanges a link's key for a token. `previous` is the last token that came of it: the guest keeps their name. A
   * link that has ended is a 403, `link_ended`.
   */
  async redeem(key: string, previous?: string): Promise<Redeemed> {
    return known(await this.#requests.json('POST', `${this.#path}/links/redeem`, { key, previous }));
  }

  /** Asks the owners for access. */
  async requestAccess(message?: string): Promise<void> {
    const path = `${this.#path}/access-requests`;
    const body = JSON.stringify({ message });
    await this.#requests.send({ method: 'POST', path, body, contentType: 'application/json' });
  }

  async accessRequests(): Promise<readonly AccessRequest[]> {
    const path = 'access-requests';
    return (await this.#get<{ requests: readonly AccessRequest[] }>(path)).requests;
  }

  /** Refuses what somebody asked for. `setMember` grants it. */
  refuseRequest(user: string): Promise<void> {
    return this.#delete(`${this.#path}/access-requests/${encodeURIComponent(user)}`);
  }

  #member(user: string): string {
    return `${this.#path}/members/${encodeURIComponent(user)}`;
  }

  #get<T>(what: string): Promise<T> {
    return this.#requests.json('GET', `${this.#path}/${what}`);
  }

  async #delete(path: string): Promise<void> {
    await this.#requests.send({ method: 'DELETE', path });
  }
}

/** As the server tells it: with its end as RFC 3339. */
type Told<T extends { readonly expiresAt: number | null }> = Omit<T, 'expiresAt'> & {
  readonly expiresAt: string | null;
};

function known<T extends { readonly expiresAt: number | null }>(told: Told<T>): T {
  const { expiresAt } = told;
  return { ...told, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) } as unknown as T;
}
