import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { deliver } from '../common/delivery.ts';
import { lastBoard } from '../common/lastBoard.ts';
import { keepOffline } from '../common/offline.ts';
import { leaveElement } from '../common/route.ts';
import { t } from '../words/board.ts';
import type { Target } from './Canvas.tsx';
import type { OpenBoard } from './state/OpenBoard.ts';
import { useOpenBoard } from './state/useOpenBoard.ts';
import { useStatus } from './state/useStatus.ts';
import { Closed } from './ui/Closed.tsx';
import { useIsLost } from './ui/LostBoard.tsx';
import './board.css';
import './rightToLeft.css';
import './fonts.ts';

// Excalidraw is by far the largest part: it loads while the project is opened, not afterwards.
const canvas = import('./Canvas.tsx');
const Canvas = lazy(() => canvas);

interface Asked {
  viewOnly: boolean;
  /** The past state that the address names. */
  seq: number | undefined;
  /** An object or group that the address names. */
  element: string | undefined;
}

export default function BoardPage({ project: id, ...asked }: Asked & { project: string }) {
  const board = useOpenBoard(id, asked.viewOnly);
  useEffect(keepOffline, []);
  useEffect(deliver, []);
  return board && <Board board={board} {...asked} />;
}

function Board({ board, viewOnly, seq, element }: Asked & { board: OpenBoard }) {
  const { project } = board;
  const [target, setTarget] = useState<Target>();
  useEffect(() => lastBoard.set(project.id), [project]);
  // Excalidraw reads the address as well, when it starts, and finds nothing on what is an empty canvas then.
  useLayoutEffect(() => {
    if (element === undefined) return;
    setTarget({ id: element });
    leaveElement(project.id);
  }, [project, element]);
  const status = useStatus(project);
  const isLost = useIsLost(project);
  if (status.kind === 'closed' && !isLost) return <Closed project={project} />;
  return (
    <Suspense fallback={<p className="opening">{t('board.opening')}</p>}>
      <Canvas
        project={project}
        words={board.words}
        images={board.images}
        viewOnly={viewOnly}
        seq={seq}
        target={target}
      />
    </Suspense>
  );
}
