/** How the service worker answers a request: with the app's page, with one of its files, or not at all. */
export type Way = 'page' | 'file' | 'network';

/** The part of a request that is looked at. */
export interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

const PAGES = /^(?:dashboard|p\/[0-9a-f-]{36}(?:\/objects\/[A-Za-z0-9_-]{1,64})?\/?)?$/i;
/** Files whose names change with their content, and the few of the page itself. */
const FILES = /^(?:assets\/[\w.-]+|excalidraw\/fonts\/[\w./-]+|easel\.svg|manifest\.webmanifest)$/;

/**
 * Only the app's own page and files, of its own server: never a call, and nothing of another origin. Another server
 * may be below a path of the same host.
 *
 * @param scope the address below which the app is, with a slash at its end
 */
export function wayOf({ method, mode, url }: Asked, scope: string): Way {
  const [path = ''] = url.split(/[?#]/);
  if (method !== 'GET' || !path.startsWith(scope)) return 'network';
  const name = path.slice(scope.length);
  if (mode === 'navigate') return PAGES.test(name) ? 'page' : 'network';
  return FILES.test(name) ? 'file' : 'network';
}

/**
 * Whether it is the server that has answered a request for the page: it has the page at each of these addresses. What
 * stands before a server that is away answers with an error, also with a 404.
 */
export function isAnswer({ status }: Pick<Response, 'status'>): boolean {
  return status < 500 && status !== 404;
}

/** Whether an answer may be kept as that file: it is whole, and it came from the server that was asked. */
export function isKeepable({ type, status }: Pick<Response, 'type' | 'status'>): boolean {
  return type === 'basic' && status === 200;
}

/** Whether the page is of the version with these files: it names no other file of code or style. */
export function isOfVersion(page: string, files: readonly string[]): boolean {
  return [...page.matchAll(/assets\/[\w.-]+\.(?:js|css)\b/g)].every(([name]) => files.includes(name));
}

/** Whether a file is the same in all versions, and kept only once it was loaded. */
export function outlivesVersion(url: string): boolean {
  return /\.woff2$/.test(url);
}
