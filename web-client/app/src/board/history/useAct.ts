import { useCallback, useRef, useState } from 'react';
import { failure } from '../../common/failure.ts';

export interface Act {
  readonly isBusy: boolean;
  /** Why it failed last, in words for people. */
  readonly problem: string | undefined;
  /** Does it, unless something is being done. Resolves to whether it was done. */
  run(act: () => Promise<void>): Promise<boolean>;
}

/** Something that a person does and that takes a while: not twice at once, and told when it fails. */
export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  // Known before the next render: a second press of a key may come sooner.
  const isRunning = useRef(false);
  const run = useCallback(async (act: () => Promise<void>) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setProblem(failure(error));
      return false;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  }, []);
  return { isBusy, problem, run };
}
