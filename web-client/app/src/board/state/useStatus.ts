import {
  type Assets,
  type Project,
  type SetAside,
  type Status,
  UNKNOWN_UPLOADS,
  type UploadState,
} from '@easel/sdk';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { leaveGuard } from '../../common/leaveGuard.ts';
import { type BoardSave, boardSave } from './boardSave.ts';

type Published = 'status' | 'saveState' | 'setAside' | 'project';

/** One of the project's values, as of its last event. */
function usePublished<T>(project: Project, event: Published, read: (project: Project) => T): T {
  const [value, setValue] = useState(() => read(project));
  useEffect(() => {
    const look = () => setValue(() => read(project));
    look();
    return project.on(event, look);
  }, [project, event, read]);
  return value;
}

const NO_UPLOADS: UploadState = { ...UNKNOWN_UPLOADS, isComplete: true };

const status = (project: Project) => project.status;
const saveState = (project: Project) => project.saveState;
const setAside = (project: Project) => project.setAside;
const title = (project: Project) => project.title;

export function useStatus(project: Project): Status {
  return usePublished(project, 'status', status);
}

type HasUploads = Pick<Assets, 'uploads'>;

/** Without images, while the board is being opened, nothing is known of uploads. */
export function useUploads(images: HasUploads | undefined): UploadState {
  const uploads = images?.uploads;
  const subscribe = useCallback(
    (changed: () => void) => uploads?.onChange(changed) ?? (() => undefined),
    [uploads],
  );
  return useSyncExternalStore(subscribe, () => uploads?.state ?? UNKNOWN_UPLOADS);
}

export function useBoardSave(project: Project, images: HasUploads | undefined): BoardSave {
  const uploads = useUploads(images);
  return boardSave(usePublished(project, 'saveState', saveState), uploads);
}

/** Lets the browser ask before the page is left, while something on it would be lost. */
export function useLeaveGuard(save: BoardSave): void {
  const [what] = useState({});
  const isLosing = 'kept' in save && !save.kept;
  useEffect(() => leaveGuard.set(what, isLosing), [what, isLosing]);
  useEffect(() => () => leaveGuard.set(what, false), [what]);
}

/** What a person is told where no images are shown. */
export function useObjectSave(project: Project): BoardSave {
  return boardSave(usePublished(project, 'saveState', saveState), NO_UPLOADS);
}

export function useSetAside(project: Project): readonly SetAside[] {
  return usePublished(project, 'setAside', setAside);
}

export function useTitle(project: Project): string {
  return usePublished(project, 'project', title);
}
