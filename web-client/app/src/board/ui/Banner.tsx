import type { Project } from '@easel/sdk';
import { useStatus } from '../state/useStatus.ts';

export function Banner({ project }: { project: Project }) {
  const { kind, synced, away } = useStatus(project);
  if (!synced || !away || kind !== 'reconnecting') return null;
  return (
    <p className="banner" role="status">
      No connection. You can continue: your work is kept in this browser and sent later.
    </p>
  );
}
