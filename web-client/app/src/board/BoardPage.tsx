import type { Project, Status } from '@easel/sdk';
import { lazy, Suspense } from 'react';
import { Notice } from '../common/Notice.tsx';
import { useProject } from './state/useProject.ts';
import { useStatus } from './state/useStatus.ts';
import './board.css';
import './fonts.ts';

// Excalidraw is by far the largest part: it loads while the project is opened, not afterwards.
const canvas = import('./Canvas.tsx');
const Canvas = lazy(() => canvas);

export default function BoardPage({ project: id, viewOnly }: { project: string; viewOnly: boolean }) {
  const project = useProject(id);
  return project && <Board project={project} viewOnly={viewOnly} />;
}

function Board({ project, viewOnly }: { project: Project; viewOnly: boolean }) {
  const status = useStatus(project);
  if (status.kind === 'closed') return <Gone reason={status.reason ?? 'closed'} />;
  return (
    <Suspense fallback={<p className="opening">Opening the board…</p>}>
      <Canvas project={project} viewOnly={viewOnly} />
    </Suspense>
  );
}

const ENDS: { readonly [reason in NonNullable<Status['reason']>]: string } = {
  gone: 'It does not exist: somebody deleted it, or the address is wrong.',
  forbidden: 'You no longer have access to it. Ask the person who shared it with you.',
  superseded: 'It is open in another tab that took over this one. Continue there, or open it here again.',
  closed: 'It was closed.',
};

function Gone({ reason }: { reason: NonNullable<Status['reason']> }) {
  return (
    <Notice title="This board cannot be opened" text={ENDS[reason]}>
      <button type="button" className="button" onClick={() => location.reload()}>
        Try again
      </button>
    </Notice>
  );
}
