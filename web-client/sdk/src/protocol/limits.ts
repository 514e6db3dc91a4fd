/** What a server takes, told in `welcome.limits`; bytes, milliseconds, counts. */
export interface Limits {
  /** UTF-8 bytes of one frame. */
  readonly frame: number;
  /** Changes in one edit. */
  readonly changes: number;
  /** UTF-8 bytes of one object's props in compact form. */
  readonly object: number;
  /** UTF-8 bytes of one presence state. */
  readonly presence: number;
}

/** Those of a server with default settings: what is assumed until a server has told its own. */
export const DEFAULT_LIMITS: Limits = {
  frame: 1 << 20,
  changes: 1_000,
  object: 256 << 10,
  presence: 4 << 10,
};

/** Bytes of objects that one edit may write (L2), with room for what others add meanwhile. */
export const MOST_REWRITTEN = 6 << 20;
