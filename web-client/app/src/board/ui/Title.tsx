import type { Project } from '@easel/sdk';
import { useLayoutEffect, useRef, useState } from 'react';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { TitleField } from '../../common/TitleField.tsx';
import { t } from '../../words/board.ts';
import type { NoteAct } from '../controller/note.ts';
import { useTitle } from '../state/useStatus.ts';

interface Props {
  project: Project;
  readOnly: boolean;
  say: (message: string, ms: number, act: NoteAct) => void;
}

/** How long a person can ask for a title again that could not be set, in milliseconds. */
const CHOICE_MS = 20_000;

/** The title, and a field in its place while it is changed. */
export function Title({ project, readOnly, say }: Props) {
  const title = useTitle(project);
  const [isRenaming, setRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useLayoutEffect(() => {
    if (wasRenaming.current && !isRenaming) button.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  const rename = async (to: string) => {
    try {
      await api.changeProject(project.id, { title: to });
    } catch (error) {
      const again = { label: t('common.tryAgain'), run: () => void rename(to) };
      say(t('board.title.failed', { why: failure(error) }), CHOICE_MS, again);
    }
  };
  if (isRenaming) {
    return (
      <TitleField
        title={title}
        onDone={(to) => {
          setRenaming(false);
          if (to !== undefined) void rename(to);
        }}
      />
    );
  }
  return (
    <h1 className="board-name">
      <button
        ref={button}
        type="button"
        dir="auto"
        title={t('common.rename')}
        disabled={readOnly}
        onClick={() => setRenaming(true)}
      >
        {title}
      </button>
    </h1>
  );
}
