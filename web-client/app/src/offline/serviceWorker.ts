import { isAnswer, isKeepable, isOfVersion, outlivesVersion, wayOf } from './rules.ts';

/** The part of a service worker's world that is used here. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', run: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', run: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', run: (event: WorkerEvent & { readonly data: unknown }) => void): void;
}

interface WorkerEvent {
  waitUntil(done: Promise<void>): void;
}

interface FetchEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/**
 * Opens the app without a network. The page comes from the server as long as that answers: so a new version is there
 * with the next page. The files of a version are kept together, and those of an older one until no page runs it any
 * longer: a new worker waits for that, as browsers do by themselves.
 */
const worker = globalThis as unknown as WorkerScope;

/** Written in by `build/serviceWorker.ts`: what this version is called, and its files. */
declare const EASEL_VERSION: string;
declare const EASEL_FILES: readonly string[];

/** How long the server has to answer with the page, in milliseconds; then the kept one is shown. */
const PAGE_MS = 4_000;

const scope = worker.registration.scope;
/** Of the app at this path: another one may be on the same host. */
const prefix = `easel ${scope} `;
const kept = prefix + EASEL_VERSION;

worker.addEventListener('install', (event) => {
  event.waitUntil(install());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

worker.addEventListener('fetch', (event) => {
  const way = wayOf(event.request, scope);
  if (way === 'page') event.respondWith(page(event.request));
  if (way === 'file') event.respondWith(file(event.request));
});

/** A page tells what it has loaded before this worker was there. */
worker.addEventListener('message', (event) => {
  const { keep } = event.data as { readonly keep?: readonly string[] };
  const requests = (keep ?? []).map((url) => new Request(url)).filter((one) => wayOf(one, scope) === 'file');
  event.waitUntil(
    Promise.all(requests.map(file)).then(
      () => undefined,
      () => undefined,
    ),
  );
});

async function install(): Promise<void> {
  // The page as it is now, and not as the browser's cache has it; files never change under their names.
  const page = await fetch(new Request(scope, { cache: 'no-cache' }));
  if (!isKeepable(page) || !isOfVersion(await page.clone().text(), EASEL_FILES)) {
    throw new Error('the server is being updated'); // the browser tries again with the next page
  }
  const cache = await caches.open(kept);
  await cache.put(scope, page);
  await cache.addAll(EASEL_FILES.map((name) => scope + name));
}

async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== kept);
  await Promise.all(
    names.map(async (name) => {
      await takeOver(name).catch(() => undefined); // a full disk: it comes from the server the next time
      await caches.delete(name);
    }),
  );
  await worker.clients.claim();
}

/** Keeps what another version has kept that is the same in this one. */
async function takeOver(version: string): Promise<void> {
  const [from, to] = await Promise.all([caches.open(version), caches.open(kept)]);
  for (const request of await from.keys()) {
    if (!outlivesVersion(request.url)) continue;
    const answer = await from.match(request);
    if (answer !== undefined) await to.put(request, answer);
  }
}

/** The server's page or, where there is none in time, the kept one. */
async function page(request: Request): Promise<Response> {
  const fromServer = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PAGE_MS));
  const answer = await Promise.race([fromServer, late]).catch(() => undefined);
  if (answer !== undefined && isAnswer(answer)) return answer;
  const cache = await caches.open(kept);
  return (await cache.match(scope)) ?? answer ?? fromServer;
}

/** The kept file, or the server's, which is kept then. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  const known = await cache.match(request, { ignoreVary: true });
  if (known !== undefined) return known;
  const answer = await fetch(request);
  // A full disk: it comes from the server the next time.
  if (isKeepable(answer)) await cache.put(request, answer.clone()).catch(() => undefined);
  return answer;
}
