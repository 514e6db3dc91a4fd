import type { Project, SaveState, SetAside, Status } from '@easel/sdk';
import { useEffect, useState } from 'react';

type Told = 'status' | 'saveState' | 'setAside' | 'project';

/** What the project says of one thing, as last told. Some of its lists are made anew at every look. */
function useTold<T>(project: Project, event: Told, read: (project: Project) => T): T {
  const [told, setTold] = useState(() => read(project));
  useEffect(() => {
    const look = () => setTold(() => read(project));
    look();
    return project.on(event, look);
  }, [project, event, read]);
  return told;
}

const status = (project: Project) => project.status;
const saveState = (project: Project) => project.saveState;
const setAside = (project: Project) => project.setAside;
const title = (project: Project) => project.title;

export function useStatus(project: Project): Status {
  return useTold(project, 'status', status);
}

export function useSaveState(project: Project): SaveState {
  return useTold(project, 'saveState', saveState);
}

export function useSetAside(project: Project): readonly SetAside[] {
  return useTold(project, 'setAside', setAside);
}

export function useTitle(project: Project): string {
  return useTold(project, 'project', title);
}
