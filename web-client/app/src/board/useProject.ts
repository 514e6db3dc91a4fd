import { openProject, type Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { colorOf, ownName } from '../common/person.ts';
import type { Element } from './adapter/element.ts';
import { parentsOf } from './adapter/parents.ts';
import { editing } from './editing.ts';

declare global {
  interface Window {
    /** For tests and the curious, to be looked at: the open project, and what is on the canvas. The app reads neither. */
    easel?: { readonly project: Project; elements?: () => readonly Element[] };
  }
}

/** Opens a project for as long as the component is there, and lets go of it in order. */
export function useProject(id: string): Project | undefined {
  const [project, setProject] = useState<Project>();
  useEffect(() => {
    const name = ownName();
    const opened = openProject({
      origin: location.origin,
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
