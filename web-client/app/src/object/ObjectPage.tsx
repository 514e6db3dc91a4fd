import type { Project } from '@easel/sdk';
import { useEffect } from 'react';
import { useOpenBoard } from '../board/state/useOpenBoard.ts';
import { useLeaveGuard, useObjectSave, useStatus, useTitle } from '../board/state/useStatus.ts';
import { Closed } from '../board/ui/Closed.tsx';
import { Opening } from '../board/ui/Opening.tsx';
import { t } from '../words/object.ts';
import '../board/board.css';
import { useObject } from './state/useObject.ts';
import { ObjectForm } from './ui/ObjectForm.tsx';
import './object.css';

interface Props {
  project: string;
  object: string;
  viewOnly: boolean;
}

/** One object of a board as a form. */
export default function ObjectPage({ project: id, object, viewOnly }: Props) {
  const project = useOpenBoard(id, viewOnly)?.project;
  return project && <OpenObject project={project} object={object} viewOnly={viewOnly} />;
}

function OpenObject({ project, object, viewOnly }: Omit<Props, 'project'> & { project: Project }) {
  const status = useStatus(project);
  const title = useTitle(project);
  const editor = useObject(project, object);
  useLeaveGuard(useObjectSave(project));
  useEffect(() => {
    document.title = title === '' ? 'Easel' : `${title} · Easel`;
  }, [title]);
  if (status.kind === 'closed') return <Closed project={project} />;
  if (!status.shown) return <Opening project={project} />;
  if (editor === undefined) return <p className="opening">{t('common.opening')}</p>;
  return (
    <ObjectForm
      project={project}
      id={object}
      editor={editor}
      viewOnly={viewOnly}
      readOnly={status.readOnly}
    />
  );
}
