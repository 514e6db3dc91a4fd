/** What a server takes at most, as `welcome.limits` says; bytes and counts. */
export interface Limits {
  /** UTF-8 bytes of one frame. */
  readonly frame: number;
  /** Changes in one edit. */
  readonly changes: number;
  /** UTF-8 bytes of one object's props in compact form, numbers with all their digits (L2). */
  readonly object: number;
  /** UTF-8 bytes of one presence state. */
  readonly presence: number;
}

/** The limits of a server with default settings, assumed until the server has sent its own. */
export const DEFAULT_LIMITS: Limits = {
  frame: 1 << 20,
  changes: 1_000,
  object: 256 << 10,
  presence: 4 << 10,
};

/** Bytes of objects that one edit may write (L2), with room for what others add in the meantime. */
export const MOST_REWRITTEN = 6 << 20;
