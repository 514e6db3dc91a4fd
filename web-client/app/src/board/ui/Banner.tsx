import type { Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { useStatus } from '../state/useStatus.ts';

/** A loss of connection is shown only after this time, in milliseconds: most are over sooner. */
const SHOW_AFTER_MS = 2_000;

export function Banner({ project }: { project: Project }) {
  const { kind, synced } = useStatus(project);
  const [isShown, setShown] = useState(false);
  const away = synced && kind === 'reconnecting';
  useEffect(() => {
    if (!away) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!isShown) return null;
  return (
    <p className="banner" role="status">
      No connection. You can continue: your work is kept in this browser and sent later.
    </p>
  );
}
