import type { Project, SetAside, Status } from '@easel/sdk';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type ImagesState, UNKNOWN } from './assets/Uploads.ts';
import { type BoardSave, boardSave } from './boardSave.ts';
import type { Desk } from './Desk.ts';

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

/** Nothing is known of images before there is a desk. */
export function useImages(desk: Desk | undefined): ImagesState {
  const uploads = desk?.images.uploads;
  const subscribe = useCallback(
    (changed: () => void) => uploads?.subscribe(changed) ?? (() => undefined),
    [uploads],
  );
  return useSyncExternalStore(subscribe, () => uploads?.state ?? UNKNOWN);
}

export function useBoardSave(project: Project, desk: Desk | undefined): BoardSave {
  const images = useImages(desk);
  return boardSave(useTold(project, 'saveState', saveState), images);
}

export function useSetAside(project: Project): readonly SetAside[] {
  return useTold(project, 'setAside', setAside);
}

export function useTitle(project: Project): string {
  return useTold(project, 'project', title);
}
