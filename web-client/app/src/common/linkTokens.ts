import type { Redeemed, TokenSource } from '@easel/sdk';

/** After this part of its life a token is replaced, while it still holds. */
const RENEWED_AFTER = 0.8;

export interface LinkTokenPorts {
  /** What this tab keeps, over a reload; undefined where the browser refuses that. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Exchanges a link's key for a token. */
  readonly redeem: (project: string, key: string, previous: string | undefined) => Promise<Redeemed>;
  /** Whether this failure says that the link has ended, or that the server takes none; undefined: it may pass. */
  readonly verdict: (failure: unknown) => 'ended' | 'useless' | undefined;
}

/** The key that opened a board, and what it was last exchanged for. */
interface Kept {
  readonly key: string;
  readonly token?: string;
  /** When another token is to be had, by this computer's clock. */
  readonly renewAt?: number;
  /** The link before, until this one has opened the board: it may have ended. */
  readonly before?: Kept;
}

/**
 * The share links by which this tab has opened boards: the key is exchanged for a token that lives for a while, and
 * again before that ends. Both are known to this tab alone, and are gone with it. One link for each board; what a tab
 * has visited bounds how many there are.
 */
export class LinkTokens {
  readonly #ports: LinkTokenPorts;
  readonly #kept = new Map<string, Kept | undefined>();
  readonly #renewals = new Map<string, Promise<string | undefined>>();
  readonly #ended = new Set<string>();

  constructor(ports: LinkTokenPorts) {
    this.#ports = ports;
  }

  /** The link that this board was opened by has ended. */
  hasEnded(project: string): boolean {
    return this.#ended.has(project);
  }

  /** From now on the board is opened by this key. */
  take(project: string, key: string): void {
    this.#ended.delete(project);
    // The guest stays the same person, by whichever link they come.
    const before = this.#of(project);
    const { token } = before ?? {};
    this.#keep(project, {
      key,
      ...(token !== undefined && { token }),
      ...(before !== undefined && { before }),
      renewAt: 0,
    });
  }

  /** The token of a board; none for one that was not opened by a link. */
  readonly source: TokenSource = ({ project, refused }) => {
    const kept = project === undefined ? undefined : this.#of(project);
    if (project === undefined || kept === undefined) return undefined;
    const { token, renewAt = Number.POSITIVE_INFINITY } = kept;
    const isDue = this.#ports.now() >= renewAt;
    if (token === undefined || token === refused || renewAt === 0) return this.#renewed(project, kept);
    // It still holds: nobody waits for the next one.
    if (isDue) this.#renewed(project, kept).catch(() => undefined);
    return token;
  };

  #renewed(project: string, kept: Kept): Promise<string | undefined> {
    const running = this.#renewals.get(project);
    if (running !== undefined) return running;
    const renewal = this.#renew(project, kept).finally(() => this.#renewals.delete(project));
    this.#renewals.set(project, renewal);
    return renewal;
  }

  async #renew(project: string, { key, token: previous, before: last }: Kept): Promise<string | undefined> {
    const { redeem, now, verdict } = this.#ports;
    const before = now();
    try {
      const { token, expiresAt } = await redeem(project, key, previous);
      // A clock that is wrong tells nothing: then the server says when it has ended.
      const life = expiresAt - before;
      const renewAt = life > 0 ? { renewAt: before + life * RENEWED_AFTER } : {};
      // Another link may have been opened meanwhile.
      if (this.#of(project)?.key === key) this.#keep(project, { key, token, ...renewAt });
      return token;
    } catch (failure) {
      const what = verdict(failure);
      if (what === undefined) throw failure;
      if (what === 'ended' && last === undefined) this.#ended.add(project);
      this.#keep(project, last);
      return last?.token;
    }
  }

  #of(project: string): Kept | undefined {
    if (!this.#kept.has(project)) this.#kept.set(project, this.#read(project));
    return this.#kept.get(project);
  }

  #keep(project: string, kept: Kept | undefined): void {
    this.#kept.set(project, kept);
    try {
      if (kept === undefined) this.#ports.storage?.removeItem(nameOf(project));
      else this.#ports.storage?.setItem(nameOf(project), JSON.stringify(kept));
    } catch {
      // Full: it is known until the page is left.
    }
  }

  #read(project: string): Kept | undefined {
    try {
      const kept = JSON.parse(this.#ports.storage?.getItem(nameOf(project)) ?? 'null');
      return typeof kept?.key === 'string' ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

function nameOf(project: string): string {
  return `easel:link:${project}`;
}

/** The key in the fragment of a share link. */
export function keyIn(hash: string): string | undefined {
  const key = new URLSearchParams(hash.replace(/^#/, '')).get('key');
  return key !== null && /^[\w-]{1,200}$/.test(key) ? key : undefined;
}
