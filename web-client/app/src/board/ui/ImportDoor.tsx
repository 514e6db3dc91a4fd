import { lazy, Suspense } from 'react';
import { useStored } from '../../common/useStored.ts';
import type { Imports } from '../importing/Imports.ts';

const ImportPanel = lazy(() => import('../importing/ImportPanel.tsx'));

/** What is seen of an import, while there is one. */
export function ImportDoor({ imports }: { imports: Imports }) {
  const state = useStored(imports.state);
  return (
    state && (
      <Suspense>
        <ImportPanel imports={imports} state={state} />
      </Suspense>
    )
  );
}
