import { useSyncExternalStore } from 'react';
import { base } from './base.ts';

export type Route =
  | { readonly page: 'list' }
  | { readonly page: 'trash' }
  | {
      readonly page: 'board';
      readonly project: string;
      readonly viewOnly: boolean;
      /** A past state that is to be shown first. */
      readonly seq: number | undefined;
      /** An object, or a group of objects, that is to be shown: the board moves there. */
      readonly element: string | undefined;
    }
  | {
      readonly page: 'object';
      readonly project: string;
      readonly object: string;
      readonly viewOnly: boolean;
    }
  /** How the servers are: all of them, or one. */
  | { readonly page: 'dashboard'; readonly instance: string | undefined }
  | { readonly page: 'unknown' };

/** As Excalidraw calls it in links to what is on a canvas. */
const ELEMENT = 'element';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BOARD = new RegExp(`^/p/(${UUID})(?:/objects/([A-Za-z0-9_-]{1,64}))?/?$`, 'i');

/**
 * @param address its path
 * @param root path of the app
 */
export function routeOf(address: string, query: string, root = base): Route {
  if (!`${address}/`.startsWith(root)) return { page: 'unknown' };
  const path = `/${address.slice(root.length)}`;
  const asked = new URLSearchParams(query);
  if (path === '/') return { page: asked.has('trash') ? 'trash' : 'list' };
  if (path === '/dashboard') return { page: 'dashboard', instance: asked.get('instance') ?? undefined };
  const [, project, object] = BOARD.exec(path) ?? [];
  if (project === undefined) return { page: 'unknown' };
  const board = { project: project.toLowerCase(), viewOnly: asked.has('view') };
  if (object !== undefined) return { page: 'object', object, ...board };
  const seq = /^\d{1,15}$/.test(asked.get('seq') ?? '') ? Number(asked.get('seq')) : undefined;
  return { page: 'board', seq, element: asked.get(ELEMENT) ?? undefined, ...board };
}

/** The path of the list of projects. */
export const listPath: string = base;

/** The path of the projects that were deleted and can be brought back. */
export const trashPath = `${base}?trash`;

export function boardPath(project: string, viewOnly = false): string {
  return `${base}p/${project}${viewOnly ? '?view' : ''}`;
}

/** The path of a past state of a board. */
export function pastPath(project: string, seq: number): string {
  return `${boardPath(project)}?seq=${seq}`;
}

/** The path of a board where this object or group is seen. */
export function elementPath(project: string, element: string, viewOnly = false): string {
  const path = boardPath(project, viewOnly);
  return `${path}${viewOnly ? '&' : '?'}${ELEMENT}=${encodeURIComponent(element)}`;
}

/** Where an object of a board is a form. */
export function objectPath(project: string, object: string, viewOnly = false): string {
  return `${base}p/${project}/objects/${object}${viewOnly ? '?view' : ''}`;
}

/** Where the servers are seen: all of them, or one. */
export function dashboardPath(instance?: string): string {
  return `${base}dashboard${instance === undefined ? '' : `?instance=${encodeURIComponent(instance)}`}`;
}

export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Where the address names a past state of this board, makes it that of the board. */
export function leavePast(project: string): void {
  if (leave(project, 'seq')) dispatchEvent(new PopStateEvent('popstate'));
}

/** Where the address names an object of this board, makes it that of the board. */
export function leaveElement(project: string): void {
  leave(project, ELEMENT);
}

function leave(project: string, name: string): boolean {
  const { pathname, search, href } = location;
  const route = routeOf(pathname, search);
  const url = new URL(href);
  if (route.page !== 'board' || route.project !== project || !url.searchParams.has(name)) return false;
  url.searchParams.delete(name);
  // A parameter without a value stays one.
  url.search = url.search.replace(/=(?=&|$)/g, '');
  history.replaceState(null, '', url);
  return true;
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
