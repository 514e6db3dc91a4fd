import type { Project } from '../project/index.ts';

/**
 * Asks the browser, when something was made in it for the first time, not to throw away what is kept here when space
 * gets short. Some browsers ask the person; what they answer changes nothing else.
 */
export function askToKeep(
  project: Pick<Project, 'on'>,
  storage: Pick<StorageManager, 'persist'> | undefined = globalThis.navigator?.storage,
): void {
  if (typeof storage?.persist !== 'function') return;
  const stop = project.on('changed', ({ origin }) => {
    if (origin !== 'own') return;
    stop();
    storage.persist().catch(() => undefined);
  });
}
