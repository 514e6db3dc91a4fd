import { type ComponentProps, useEffect, useState } from 'react';
import { useStored } from '../common/useStored.ts';
import { Value } from '../common/Value.ts';

type Panel = typeof import('./history/HistoryPanel.tsx').default;

/** The panel's code: loaded when it is first opened, and not with the board. */
const panel = new Value<Panel | undefined>(undefined);

/** The History panel. Where its code cannot be loaded, the board goes on without it. */
export function HistoryDoor(props: ComponentProps<Panel>) {
  const Loaded = useStored(panel);
  const [attempt, setAttempt] = useState(0);
  const [isBroken, setBroken] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads again.
  useEffect(() => {
    setBroken(false);
    import('./history/HistoryPanel.tsx').then(
      (module) => panel.set(module.default),
      () => setBroken(true),
    );
  }, [attempt]);
  if (Loaded !== undefined) return <Loaded {...props} />;
  return (
    <aside className="history-door" aria-label="History">
      {isBroken ? (
        <>
          <p role="alert">The history could not be loaded. Check your connection and try again.</p>
          <button type="button" className="button" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>{' '}
          <button type="button" className="button" onClick={props.onClose}>
            Close
          </button>
        </>
      ) : (
        <p role="status">Opening the history…</p>
      )}
    </aside>
  );
}
