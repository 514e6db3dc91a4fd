import { useEffect, useState } from 'react';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { t } from '../../words/board.ts';

/** As many as the server gives: a board that was deleted before so many others is to be found in the trash itself. */
const LOOKED_THROUGH = 1_000;

export interface InTrash {
  /** Whether the board is in the trash of this person. */
  readonly isThere: boolean;
  /** Why it could not be brought back, in words for people. */
  readonly problem: string | undefined;
  /** Takes it out, and opens it again. */
  readonly bringBack: () => void;
}

/** @param isAsked looks for the board once this is true */
export function useTrash(project: string, isAsked: boolean): InTrash {
  const [isThere, setThere] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!isAsked) return;
    const look = async () => {
      const { projects } = await api.trash({ limit: LOOKED_THROUGH });
      setThere(projects.some(({ id }) => id === project));
    };
    look().catch(() => undefined); // what cannot be asked is not offered
  }, [project, isAsked]);
  const bringBack = async () => {
    try {
      await api.undeleteProject(project);
      location.reload();
    } catch (error) {
      setProblem(t('board.trash.failed', { why: failure(error) }));
    }
  };
  return { isThere, problem, bringBack: () => void bringBack() };
}
