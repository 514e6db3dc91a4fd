/**
 * Why the browser does not keep what it was told to keep:
 * - `absent`: it has no IndexedDB
 * - `refused`: it does not let us use it, as in some private modes
 * - `blocked`: another tab holds the database open in an older form and does not let go
 * - `newer`: a newer Easel, in another tab, has changed the form; this page must be reloaded
 * - `full`: the quota is used up
 * - `failed`: anything else
 */
export type FailureReason = 'absent' | 'refused' | 'blocked' | 'newer' | 'full' | 'failed';

/** What the stores reject with. The outbox turns it into "not saving" for the person. */
export class StorageFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, cause?: unknown) {
    super(`browser storage: ${reason}${cause instanceof Error ? ` (${cause.message})` : ''}`, { cause });
    this.name = 'StorageFailure';
    this.reason = reason;
  }

  /** `cause` as a failure, by the name of the DOMException that it is. */
  static of(cause: unknown): StorageFailure {
    if (cause instanceof StorageFailure) return cause;
    const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
    return new StorageFailure(reasons[name] ?? 'failed', cause);
  }
}

const reasons: { readonly [name: string]: FailureReason } = {
  SecurityError: 'refused',
  InvalidStateError: 'refused',
  NotAllowedError: 'refused',
  VersionError: 'newer',
  QuotaExceededError: 'full',
};
