/**
 * What an app keeps of each project in this browser, for its own use: values by name, of any form that IndexedDB takes.
 * Promises are as in `OutboxStore`.
 */
export interface NoteStore {
  /** Those of one project, by name. */
  all(project: string): Promise<ReadonlyMap<string, unknown>>;
  put(project: string, name: string, value: unknown): Promise<void>;
  remove(project: string, name: string): Promise<void>;
  /** Forgets those that nobody has put for long and, where there are too many, the oldest. */
  sweep(): Promise<void>;
}
