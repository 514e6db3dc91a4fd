/** What operators see of the servers that share a database. Times are milliseconds since 1970, by their clocks. */
export interface Dashboard {
  readonly at: number;
  /** How long a step of the figures is, in milliseconds. */
  readonly step: number;
  readonly instances: readonly InstanceReport[];
  /** How many instances are left out. */
  readonly omitted?: number;
}

/** `silent`: it lives, and has not answered the one that was asked. `dead`: its lease is over. */
export type InstanceState = 'serving' | 'draining' | 'silent' | 'dead';

/** Why an instance takes no new work. */
export type NotReady =
  | 'silent'
  | 'dead'
  | 'starting'
  | 'database-unreachable'
  | 'database-read-only'
  | 'lease-run-out'
  | 'leaving'
  | 'journal-failing'
  | 'autosave-late'
  | 'unsaved-too-long';

/** One server. Of one that is silent or dead there is only what the others know of it. */
export interface InstanceReport {
  readonly instance: string;
  readonly address: string;
  /** Whether it is the one that was asked. */
  readonly self: boolean;
  readonly state: InstanceState;
  /** Null when not known, as `version` and `owns`. */
  readonly started: number | null;
  readonly version: string | null;
  readonly ready: boolean;
  /** Why it is not ready. */
  readonly reasons: readonly NotReady[];
  /** The same in words. */
  readonly problems: readonly string[];
  /** Since when it is not ready; null while it is. */
  readonly since?: number | null;
  /** The most bytes that its heap may have. */
  readonly heapMax?: number;
  readonly steps?: Steps;
  readonly projects?: ReportedProjects;
  /** The latest hundred, newest first. */
  readonly changes?: readonly ReportedChange[];
  /** How many projects it owns. */
  readonly owns?: number | null;
}

/**
 * The figures of the last hour, a list for each with one entry a step, the oldest first. Null: nothing was measured in
 * that step. `at` is when a step began. Counts are of the step, everything else is as it was at its end.
 */
export interface Steps {
  readonly at: readonly number[];
  readonly sessions: Figures;
  /** Projects in memory. */
  readonly rooms: Figures;
  /** Accepted edits. */
  readonly edits: Figures;
  /** Events sent to sessions. */
  readonly deliveries: Figures;
  readonly refusals: Figures;
  /** From the arrival of an edit until it is on its way to everybody, 99th percentile, in milliseconds. */
  readonly broadcast: Figures;
  /** From the arrival of an edit until it is durable, 99th percentile, in milliseconds. */
  readonly durable: Figures;
  /** The age of the oldest edit that is not durable, in milliseconds. */
  readonly lag: Figures;
  /** Bytes of edits that are not durable. */
  readonly undurable: Figures;
  /** Projects with changes that are not in the rows. */
  readonly dirty: Figures;
  /** The age of the oldest change that is not in the rows, in milliseconds. */
  readonly unsaved: Figures;
  readonly saves: Figures;
  /** Commits, saves and loads that failed. */
  readonly failures: Figures;
  /** The process' share of the machine, 0 to 1. */
  readonly cpu: Figures;
  /** Bytes of the heap in use. */
  readonly heap: Figures;
  /** The longest that an event loop did not turn, in milliseconds. */
  readonly loop: Figures;
}

export type Figures = readonly (number | null)[];

/** The ten that stand out in each way. */
export interface ReportedProjects {
  readonly hot: readonly HotProject[];
  readonly large: readonly LargeProject[];
  readonly failing: readonly FailingProject[];
}

interface NamedProject {
  readonly project: string;
  /** Null when not known. */
  readonly title: string | null;
}

export interface HotProject extends NamedProject {
  readonly sessions: number;
  /** Edits in the last minute. */
  readonly edits: number;
}

export interface LargeProject extends NamedProject {
  readonly objects: number;
  /** Estimated heap. */
  readonly bytes: number;
}

/** A project whose edits cannot be made durable (`journal`), whose rows cannot be written, or that cannot be loaded. */
export interface FailingProject extends NamedProject {
  readonly what: 'journal' | 'save' | 'load';
  readonly reason: string;
  readonly since: number;
  /** When it was saved last; null when it was not. */
  readonly saved: number | null;
}

export interface ReportedChange {
  readonly at: number;
  /** `started`, `draining`, `took-over`, `handed-over`, `restored` …; later servers may tell more kinds. */
  readonly kind: string;
  readonly project?: string;
  readonly title?: string | null;
  readonly text?: string;
}
