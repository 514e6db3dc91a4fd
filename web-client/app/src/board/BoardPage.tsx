import type { Project } from '@easel/sdk';
import { lazy, Suspense } from 'react';
import { Notice } from '../common/Notice.tsx';
import { useProject } from './useProject.ts';
import { useStatus } from './useStatus.ts';
import './board.css';

// Excalidraw is by far the largest part: it loads beside the project, not after it.
const canvas = import('./Canvas.tsx');
const Canvas = lazy(() => canvas);

export default function BoardPage({ project: id, viewOnly }: { project: string; viewOnly: boolean }) {
  const project = useProject(id);
  return project && <Board project={project} viewOnly={viewOnly} />;
}

function Board({ project, viewOnly }: { project: Project; viewOnly: boolean }) {
  const status = useStatus(project);
  if (status.kind === 'closed') return <Gone project={project} />;
  return (
    <Suspense fallback={<p className="opening">Opening the board…</p>}>
      <Canvas project={project} viewOnly={viewOnly} />
    </Suspense>
  );
}

function Gone({ project }: { project: Project }) {
  const { reason } = useStatus(project);
  return (
    <Notice
      title="This board cannot be opened"
      text={reason ?? 'It is not there: it was deleted, or the address is mistyped.'}
    >
      <button type="button" className="button" onClick={() => location.reload()}>
        Try again
      </button>
    </Notice>
  );
}
