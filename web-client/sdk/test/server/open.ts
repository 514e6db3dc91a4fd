import WebSocket from 'ws';
import { webSockets } from '../../src/connection/index.ts';
import { openProject, type Ports, type Project, type Props } from '../../src/index.ts';
import { memoryLocks } from '../../src/ports/locks.ts';
import { memoryOutbox, memoryUndo } from '../../src/storage/index.ts';

/** A page that has the project open, with everything but the network in memory. */
export function open(origin: string, project: string, ports: Partial<Ports> = {}): Project {
  return openProject(
    { origin, project, user: { name: 'Ada' } },
    {
      open: webSockets(WebSocket as never),
      outbox: memoryOutbox(),
      undo: memoryUndo(),
      locks: memoryLocks(),
      ...ports,
    },
  );
}

export async function createProject(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/projects`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Test' }),
  });
  return ((await response.json()) as { id: string }).id;
}

/** What the server has. */
export async function objectsOf(origin: string, project: string): Promise<Record<string, Props>> {
  const response = await fetch(`${origin}/api/projects/${project}/objects`);
  const { objects } = (await response.json()) as { objects: { id: string; props: Props }[] };
  return Object.fromEntries(objects.map(({ id, props }) => [id, props]));
}

export const shown = (project: Project): Record<string, Props> => Object.fromEntries(project.objects);

/** Resolves when it is so; asked again whenever something happens in the project. */
export function until(project: Project, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const ended: (() => void)[] = [];
    const ask = () => {
      if (!isSo()) return;
      for (const end of ended) end();
      resolve();
    };
    for (const event of ['changed', 'status', 'saveState', 'peers', 'setAside'] as const) {
      ended.push(project.on(event, ask));
    }
    ask();
  });
}
