import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'list' }
  | {
      readonly page: 'board';
      readonly project: string;
      readonly viewOnly: boolean;
      /** A past state that is to be shown first. */
      readonly seq: number | undefined;
    }
  | {
      readonly page: 'object';
      readonly project: string;
      readonly object: string;
      readonly viewOnly: boolean;
    }
  | { readonly page: 'unknown' };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BOARD = new RegExp(`^/p/(${UUID})(?:/objects/([A-Za-z0-9_-]{1,64}))?/?$`, 'i');

export function routeOf(path: string, query: string): Route {
  if (path === '/') return { page: 'list' };
  const [, project, object] = BOARD.exec(path) ?? [];
  if (project === undefined) return { page: 'unknown' };
  const asked = new URLSearchParams(query);
  const board = { project: project.toLowerCase(), viewOnly: asked.has('view') };
  if (object !== undefined) return { page: 'object', object, ...board };
  const seq = /^\d{1,15}$/.test(asked.get('seq') ?? '') ? Number(asked.get('seq')) : undefined;
  return { page: 'board', seq, ...board };
}

export function boardPath(project: string, viewOnly = false): string {
  return `/p/${project}${viewOnly ? '?view' : ''}`;
}

/** The path of a past state of a board. */
export function pastPath(project: string, seq: number): string {
  return `${boardPath(project)}?seq=${seq}`;
}

/** Where an object of a board is a form. */
export function objectPath(project: string, object: string, viewOnly = false): string {
  return `/p/${project}/objects/${object}${viewOnly ? '?view' : ''}`;
}

export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Where the address names a past state of this board, makes it that of the board. */
export function leavePast(project: string): void {
  const { pathname, search, href } = location;
  const route = routeOf(pathname, search);
  const url = new URL(href);
  if (route.page !== 'board' || route.project !== project || !url.searchParams.has('seq')) return;
  url.searchParams.delete('seq');
  history.replaceState(null, '', url);
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
