import { openProject, type Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../../common/api.ts';
import { colorOf, ownName } from '../../common/person.ts';
import type { Element } from '../adapter/element.ts';
import { parentsOf } from '../adapter/parents.ts';
import { editing } from './editingSettings.ts';

declare global {
  interface Window {
    /** The open project and the elements on the canvas, for tests and for debugging. The app reads neither. */
    easel?: { readonly project: Project; elements?: () => readonly Element[] };
  }
}

/** A project that is open for as long as the component is mounted. */
export function useProject(id: string): Project | undefined {
  const [project, setProject] = useState<Project>();
  useEffect(() => {
    const name = ownName();
    const opened = openProject({
      api,
      project: id,
      user: { name, color: colorOf(name) },
      settings: editing.get(),
      parents: parentsOf,
    });
    const unsubscribe = editing.subscribe(() => opened.configure(editing.get()));
    window.easel = { project: opened };
    setProject(opened);
    return () => {
      unsubscribe();
      delete window.easel;
      void opened.close();
    };
  }, [id]);
  return project;
}
