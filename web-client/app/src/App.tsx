import { lazy, Suspense } from 'react';
import { Broken } from './common/Broken.tsx';
import { useLanguage } from './common/language.ts';
import { Notice } from './common/Notice.tsx';
import { useRoute } from './common/route.ts';
import { ListPage } from './list/ListPage.tsx';
import { t } from './words/common.ts';

// Excalidraw and most of the SDK load with the board, and charts with the dashboard; the list needs none of them.
const BoardPage = lazy(() => import('./board/BoardPage.tsx'));
const DashboardPage = lazy(() => import('./dashboard/DashboardPage.tsx'));
const TrashPage = lazy(() => import('./list/TrashPage.tsx'));
const ObjectPage = lazy(() => import('./object/ObjectPage.tsx'));

export function App() {
  const route = useRoute();
  // Drawn again in another language, with all that is below it.
  useLanguage();
  if (route.page === 'list') return <ListPage />;
  if (route.page === 'unknown') {
    return <Notice title={t('common.page.unknown')} text={t('common.page.mistyped')} />;
  }
  return (
    <Broken>
      <Suspense fallback={<p className="opening">{t('common.opening')}</p>}>
        {route.page === 'trash' ? (
          <TrashPage />
        ) : route.page === 'dashboard' ? (
          <DashboardPage instance={route.instance} />
        ) : route.page === 'board' ? (
          <BoardPage
            key={`${route.project} ${route.viewOnly}`}
            project={route.project}
            viewOnly={route.viewOnly}
            seq={route.seq}
            element={route.element}
          />
        ) : (
          <ObjectPage
            key={`${route.project} ${route.object} ${route.viewOnly}`}
            project={route.project}
            object={route.object}
            viewOnly={route.viewOnly}
          />
        )}
      </Suspense>
    </Broken>
  );
}
