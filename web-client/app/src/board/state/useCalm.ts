import { useEffect, useState } from 'react';
import type { BoardSave } from './boardSave.ts';

/** Savings that are done sooner are not told, in milliseconds: each stroke is one, and nobody could act on it. */
const CALM_MS = 200;

const SAVED: BoardSave = { kind: 'saved' };

/** What is told of the save state, so that it does not twitch at each stroke. */
export function useCalm(state: BoardSave): BoardSave {
  const isSaving = state.kind === 'saving';
  /** Whether saved was the last that was told. */
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    if (!isSaving) {
      setFresh(state.kind === 'saved');
      return undefined;
    }
    const timer = setTimeout(() => setFresh(false), CALM_MS);
    return () => clearTimeout(timer);
  }, [isSaving, state.kind]);
  return isSaving && isFresh ? SAVED : state;
}
