/**
 * Why the browser's storage failed:
 * - `absent`: there is no IndexedDB
 * - `refused`: the browser does not let us use it, as in some private modes
 * - `blocked`: another tab holds the database open in an older version and does not close it
 * - `newer`: a newer Easel, in another tab, has raised the version; this page must be reloaded
 * - `full`: the quota is used up
 * - `failed`: anything else
 */
export type FailureReason = 'absent' | 'refused' | 'blocked' | 'newer' | 'full' | 'failed';

/** What the stores reject with. The person is told of it as "not saving". */
export class StorageFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, cause?: unknown) {
    super(`browser storage: ${reason}${cause instanceof Error ? ` (${cause.message})` : ''}`, { cause });
    this.name = 'StorageFailure';
    this.reason = reason;
  }

  /** A failure for this cause, by its name where it is a DOMException. */
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
