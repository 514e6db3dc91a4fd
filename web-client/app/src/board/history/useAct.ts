import { useCallback, useState } from 'react';
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
  const run = useCallback(async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setProblem(failure(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { isBusy, problem, run };
}
