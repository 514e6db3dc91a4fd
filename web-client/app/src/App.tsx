import { lazy, Suspense } from 'react';
import { Broken } from './common/Broken.tsx';
import { Notice } from './common/Notice.tsx';
import { useRoute } from './common/route.ts';
import { ListPage } from './list/ListPage.tsx';

// Excalidraw and most of the SDK load with the board; the list needs neither.
const BoardPage = lazy(() => import('./board/BoardPage.tsx'));
const ObjectPage = lazy(() => import('./object/ObjectPage.tsx'));

export function App() {
  const route = useRoute();
  if (route.page === 'list') return <ListPage />;
  if (route.page === 'unknown') {
    return <Notice title="There is no such page" text="The address may be mistyped." />;
  }
  return (
    <Broken>
      <Suspense fallback={<p className="opening">Opening the board…</p>}>
        {route.page === 'board' ? (
          <BoardPage key={route.project} project={route.project} viewOnly={route.viewOnly} seq={route.seq} />
        ) : (
          <ObjectPage
            key={`${route.project} ${route.object}`}
            project={route.project}
            object={route.object}
            viewOnly={route.viewOnly}
          />
        )}
      </Suspense>
    </Broken>
  );
}
