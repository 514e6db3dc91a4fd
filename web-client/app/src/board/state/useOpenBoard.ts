import { openLocks, openNotes, openProject, type Project } from '@easel/sdk';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useState } from 'react';
import { api } from '../../common/api.ts';
import { me } from '../../common/me.ts';
import { ownUser, personHue, personName } from '../../common/person.ts';
import type { Element } from '../adapter/element.ts';
import { parentsOf } from '../adapter/parents.ts';
import { undoGroupsOf } from '../adapter/undoGroups.ts';
import { BoardWords } from '../controller/BoardWords.ts';
import { later } from '../controller/ToldFlaws.ts';
import { OwnImages } from '../images/OwnImages.ts';
import { editing } from './editingSettings.ts';
import { leftProjects } from './leftProjects.ts';
import { OpenBoard } from './OpenBoard.ts';

declare global {
  interface Window {
    /** The open project, the elements on the canvas, and it, for tests and for debugging. The app reads none. */
    easel?: {
      readonly project: Project;
      elements?: () => readonly Element[];
      canvas?: ExcalidrawImperativeAPI;
    };
  }
}

/** A board that is open for as long as the component is mounted. */
export function useOpenBoard(id: string, viewOnly: boolean): OpenBoard | undefined {
  const [board, setBoard] = useState<OpenBoard>();
  useEffect(() => {
    const left = viewOnly ? undefined : leftProjects.take(id);
    const opened = left ?? open(id, viewOnly);
    const { project } = opened;
    const introduce = () => project.introduce(ownUser());
    const stop = [
      editing.subscribe(() => project.configure(editing.get())),
      personName.subscribe(introduce),
      me.subscribe(introduce),
      personHue.subscribe(introduce),
    ];
    window.easel = { project };
    setBoard(opened);
    return () => {
      for (const end of stop) end();
      delete window.easel;
      // What is only looked at has nothing to lose, and must not take the place of what has.
      if (viewOnly) void opened.close();
      else leftProjects.leave(opened);
    };
  }, [id, viewOnly]);
  return board;
}

function open(id: string, viewOnly: boolean): OpenBoard {
  const project = openProject({
    api,
    project: id,
    viewOnly,
    user: ownUser(),
    settings: editing.get(),
    parents: parentsOf,
    groups: undoGroupsOf,
  });
  const words = new BoardWords({
    ...{ project, notes: openNotes(api), locks: openLocks(api) },
    now: () => performance.now(),
    after: later,
  });
  return new OpenBoard(project, words, () => new OwnImages(api, project));
}
