import { openProject, type Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { colorOf, ownName } from '../common/person.ts';
import { parentsOf } from './adapter/parents.ts';
import { editing } from './editing.ts';

declare global {
  interface Window {
    /** For tests and the curious: the open project, to be looked at. No part of the app reads it. */
    easel?: { readonly project: Project };
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
    window.easel = Object.freeze({ project: opened });
    setProject(opened);
    return () => {
      unsubscribe();
      delete window.easel;
      void opened.close();
    };
  }, [id]);
  return project;
}
