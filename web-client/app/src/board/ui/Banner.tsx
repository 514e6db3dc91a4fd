import type { Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { useStatus } from '../state/useStatus.ts';

/** A short break mends itself unnoticed; only a longer one is told of. */
const PATIENCE_MS = 2_000;

export function Banner({ project }: { project: Project }) {
  const { kind, synced } = useStatus(project);
  const [told, setTold] = useState(false);
  const away = synced && kind === 'reconnecting';
  useEffect(() => {
    if (!away) {
      setTold(false);
      return undefined;
    }
    const timer = setTimeout(() => setTold(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!told) return null;
  return (
    <p className="banner" role="status">
      No connection. Go on drawing: your work is kept in this browser and sent later.
    </p>
  );
}
