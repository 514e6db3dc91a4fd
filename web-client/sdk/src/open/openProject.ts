import type { Ports, ProjectOptions } from '../project/index.ts';
import { Project } from '../project/index.ts';
import { checkUser } from '../protocol/content.ts';
import { askToKeep } from './askToKeep.ts';
import { placeOf, projectPorts } from './browserPorts.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens a project and returns at once; it connects in the background. Throws a `RangeError` for impossible options. */
export function openProject(options: ProjectOptions, ports: Partial<Ports> = {}): Project {
  if (!UUID.test(options.project)) throw new RangeError(`project is a UUID, not ${options.project}`);
  checkUser(options.user);
  const project = new Project(options, projectPorts(ports, placeOf(options.api ?? options)));
  askToKeep(project);
  return project;
}
