import type { Project, SetAside } from '@easel/sdk';
import { useSetAside } from '../state/useStatus.ts';

/** Edits that the server could not take. They are shown until they are dismissed. */
export function SetAsidePanel({ project }: { project: Project }) {
  const all = useSetAside(project);
  if (all.length === 0) return null;
  const copy = () => navigator.clipboard.writeText(JSON.stringify(all.map(({ changes }) => changes)));
  return (
    <aside className="set-aside" aria-label="Changes that could not be saved">
      <h2>{all.length === 1 ? 'A change could not be saved' : `${all.length} changes could not be saved`}</h2>
      <ul>
        {reasons(all).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>The rest of your work is safe. Copy these changes if you want to keep them, then dismiss them.</p>
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
