import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'list' }
  | { readonly page: 'board'; readonly project: string; readonly viewOnly: boolean }
  | { readonly page: 'unknown' };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BOARD = new RegExp(`^/p/(${UUID})/?$`, 'i');

export function routeOf(path: string, query: string): Route {
  if (path === '/') return { page: 'list' };
  const project = BOARD.exec(path)?.[1];
  if (project === undefined) return { page: 'unknown' };
  return { page: 'board', project: project.toLowerCase(), viewOnly: new URLSearchParams(query).has('view') };
}

export function boardPath(project: string): string {
  return `/p/${project}`;
}

export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

export function useRoute(): Route {
  const address = useSyncExternalStore(
    (changed) => {
      addEventListener('popstate', changed);
      return () => removeEventListener('popstate', changed);
    },
    () => location.pathname + location.search,
  );
  const [path = '/', query = ''] = address.split('?');
  return routeOf(path, query);
}
