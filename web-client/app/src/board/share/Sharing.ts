import {
  type AccessApi,
  type AccessRequest,
  ApiProblem,
  type Member,
  type NewLink,
  type Role,
  type ShareLink,
} from '@easel/sdk';
import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/share.ts';

/** Who has access to a board, as the server last told it. Links and requests are told to owners only. */
export interface Access {
  /** Undefined until it is known; nobody is told it who came by a link only. */
  readonly members: readonly Member[] | undefined;
  readonly links: readonly ShareLink[];
  readonly requests: readonly AccessRequest[];
  /** What failed last, in words for people. */
  readonly problem: string | undefined;
  /** The key of the link that was just made; it is told once. */
  readonly made: { readonly id: string; readonly key: string } | undefined;
  readonly isBusy: boolean;
}

type Calls = Pick<
  AccessApi,
  | 'members'
  | 'setMember'
  | 'removeMember'
  | 'links'
  | 'addLink'
  | 'removeLink'
  | 'accessRequests'
  | 'refuseRequest'
>;

export interface SharingPorts {
  readonly access: Calls;
  /** Whether this person is an owner now. */
  readonly isOwner: () => boolean;
}

/** The people, links and requests of one board, and what its owners do about them. One thing at a time. */
export class Sharing {
  readonly state = new Value<Access>({
    members: undefined,
    links: [],
    requests: [],
    problem: undefined,
    made: undefined,
    isBusy: false,
  });
  readonly #ports: SharingPorts;

  constructor(ports: SharingPorts) {
    this.#ports = ports;
  }

  /** Reads all there is. */
  async read(): Promise<void> {
    try {
      const { access, isOwner } = this.#ports;
      const [members, links, requests] = await Promise.all([
        access.members(),
        isOwner() ? access.links() : [],
        isOwner() ? access.accessRequests() : [],
      ]);
      this.#become({ members, links, requests });
    } catch (error) {
      // Who came by a link is not told who else has access, also when they are signed in.
      const isNoMember = error instanceof ApiProblem && error.status === 403;
      if (!isNoMember) this.#become({ problem: whyOf(error) });
    }
  }

  setRole(user: string, role: Role): Promise<boolean> {
    return this.#do(() => this.#ports.access.setMember(user, role));
  }

  remove(user: string): Promise<boolean> {
    return this.#do(() => this.#ports.access.removeMember(user));
  }

  /** Takes this person out of the board: what follows is told by the server, as for everybody whose access ends. */
  async leave(user: string): Promise<void> {
    await this.#do(() => this.#ports.access.removeMember(user), false);
  }

  refuse(user: string): Promise<boolean> {
    return this.#do(() => this.#ports.access.refuseRequest(user));
  }

  makeLink(link: NewLink): Promise<boolean> {
    return this.#do(async () => {
      const { id, key } = await this.#ports.access.addLink(link);
      this.#become({ made: { id, key } });
    });
  }

  endLink(id: string): Promise<boolean> {
    return this.#do(async () => {
      await this.#ports.access.removeLink(id);
      if (this.state.get().made?.id === id) this.#become({ made: undefined });
    });
  }

  async #do(act: () => Promise<unknown>, isReadAgain = true): Promise<boolean> {
    if (this.state.get().isBusy) return false;
    this.#become({ isBusy: true, problem: undefined });
    try {
      await act();
      if (isReadAgain) await this.read();
      return true;
    } catch (error) {
      this.#become({ problem: whyOf(error) });
      return false;
    } finally {
      this.#become({ isBusy: false });
    }
  }

  #become(change: Partial<Access>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}

function whyOf(error: unknown): string {
  const isLast = error instanceof ApiProblem && error.code === 'last_owner';
  return isLast ? t('share.lastOwner') : t('share.failed', { why: failure(error) });
}
