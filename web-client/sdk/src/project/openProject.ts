import { checkUser } from '../protocol/content.ts';
import type { ProjectOptions } from './options.ts';
import { type Ports, portsOf } from './ports.ts';
import { Project } from './project.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens a project and returns at once; it connects in the background. Throws a `RangeError` for impossible options. */
export function openProject(options: ProjectOptions, ports: Partial<Ports> = {}): Project {
  if (!UUID.test(options.project)) throw new RangeError(`project is a UUID, not ${options.project}`);
  checkUser(options.user);
  return new Project(options, portsOf(ports));
}
