import type { Role } from '../protocol/message.ts';

/** Who is asking, as the server knows them. */
export interface Me {
  /** Whether everybody who reaches the server may do everything. */
  readonly open: boolean;
  /** The user id; null for a guest. */
  readonly user: string | null;
  readonly name: string | null;
  /** Whether this person runs the servers. */
  readonly operator: boolean;
  /** The path, below the server's own, where one signs in by a browser; null where that is not possible here. */
  readonly signIn: string | null;
  /** Where one signs out, by a POST. */
  readonly signOut: string | null;
}

/** A person in a project. Times are in milliseconds since 1970. */
export interface Member {
  readonly user: string;
  readonly name: string | null;
  readonly role: Role;
  readonly since: number;
}

/** A share link. Its key is told once, when it is made. */
export interface ShareLink {
  readonly id: string;
  readonly role: LinkRole;
  readonly name: string | null;
  readonly createdAt: number;
  readonly createdBy: string | null;
  /** Null where it has no end. */
  readonly expiresAt: number | null;
}

export type LinkRole = Exclude<Role, 'owner'>;

export interface NewLink {
  readonly role: LinkRole;
  readonly name?: string | undefined;
  readonly expiresAt?: number | undefined;
}

/** What a link's key was exchanged for. */
export interface Redeemed {
  readonly token: string;
  readonly role: LinkRole;
  readonly expiresAt: number;
}

/** Somebody who has no access and would like to have it. */
export interface AccessRequest {
  readonly user: string;
  readonly name: string | null;
  /** Empty where they have left none. */
  readonly message: string;
  readonly at: number;
}
