import type { Project } from '@easel/sdk';
import { lazy, Suspense } from 'react';
import { useProject } from './state/useProject.ts';
import { useStatus } from './state/useStatus.ts';
import { Closed } from './ui/Closed.tsx';
import './board.css';
import './fonts.ts';

// Excalidraw is by far the largest part: it loads while the project is opened, not afterwards.
const canvas = import('./Canvas.tsx');
const Canvas = lazy(() => canvas);

interface Asked {
  viewOnly: boolean;
  /** The past state that the address names. */
  seq: number | undefined;
}

export default function BoardPage({ project: id, ...asked }: Asked & { project: string }) {
  const project = useProject(id);
  return project && <Board project={project} {...asked} />;
}

function Board({ project, viewOnly, seq }: Asked & { project: Project }) {
  const status = useStatus(project);
  if (status.kind === 'closed') return <Closed reason={status.reason ?? 'closed'} />;
  return (
    <Suspense fallback={<p className="opening">Opening the board…</p>}>
      <Canvas project={project} viewOnly={viewOnly} seq={seq} />
    </Suspense>
  );
}
