import type { Project, SetAside } from '@easel/sdk';
import { useSetAside } from '../state/useStatus.ts';

/** Edits the server could not take: said, and kept until the person lets go of them. */
export function SetAsidePanel({ project }: { project: Project }) {
  const all = useSetAside(project);
  if (all.length === 0) return null;
  const copy = () => navigator.clipboard.writeText(JSON.stringify(all.map(({ changes }) => changes)));
  return (
    <aside className="set-aside" aria-label="Changes that could not be kept">
      <h2>{all.length === 1 ? 'A change could not be kept' : `${all.length} changes could not be kept`}</h2>
      <ul>
        {reasons(all).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>The rest of your work is not touched. Copy them if you want to keep them, then dismiss them.</p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={() => void copy()}>
          Copy
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => {
            for (const one of all) project.dismiss(one);
          }}
        >
          Dismiss
        </button>
      </div>
    </aside>
  );
}

function reasons(all: readonly SetAside[]): string[] {
  return [...new Set(all.map(({ reason }) => reason))].slice(0, 5);
}
