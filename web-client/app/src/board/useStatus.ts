import type { Project, SaveState, SetAside, Status } from '@easel/sdk';
import { useCallback, useSyncExternalStore } from 'react';

type Told = 'status' | 'saveState' | 'setAside' | 'project';

function useTold<T>(project: Project, event: Told, read: () => T): T {
  const subscribe = useCallback((changed: () => void) => project.on(event, changed), [project, event]);
  return useSyncExternalStore(subscribe, read);
}

export function useStatus(project: Project): Status {
  return useTold(project, 'status', () => project.status);
}

export function useSaveState(project: Project): SaveState {
  return useTold(project, 'saveState', () => project.saveState);
}

export function useSetAside(project: Project): readonly SetAside[] {
  return useTold(project, 'setAside', () => project.setAside);
}

export function useTitle(project: Project): string {
  return useTold(project, 'project', () => project.title);
}
