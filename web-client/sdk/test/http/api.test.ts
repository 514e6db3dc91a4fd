import { describe, expect, test } from 'vitest';
import { Api, type ApiOptions, ApiProblem } from '../../src/http/index.ts';
import { FILE_TIMEOUT_MS, TIMEOUT_MS } from '../../src/http/requests.ts';
import type { TokenAsk } from '../../src/index.ts';

/** An Api whose server gives one answer and writes down what it was asked. */
function against(answer: Response | Error, token?: ApiOptions['token']) {
  const asked: { url: string; init: RequestInit; headers: Headers }[] = [];
  const timeouts: number[] = [];
  const api = new Api(
    { origin: 'https://easel.example:8443/boards/?ignored', ...(token === undefined ? {} : { token }) },
    {
      fetch: async (url, init = {}) => {
        asked.push({ url: String(url), init, headers: new Headers(init.headers) });
        if (answer instanceof Error) throw answer;
        return answer;
      },
      timeout: (ms) => {
        timeouts.push(ms);
        return new AbortController().signal;
      },
    },
  );
  const call = () => {
    const first = asked[0];
    if (first === undefined || asked.length > 1) throw new Error(`${asked.length} calls`);
    return first;
  };
  return { api, asked, call, timeouts };
}

const at = 'https://easel.example:8443/boards/api/projects';
const edits = [{ edit: 7, group: 'g', changes: [{ op: 'delete', id: 'a' } as const] }];

test('lists projects page by page', async () => {
  const page = { projects: [], next: null };
  const { api, call, timeouts } = against(Response.json(page));
  expect(await api.projects({ limit: 20, after: 'p1' })).toEqual(page);
  expect(call().url).toBe(`${at}?limit=20&after=p1`);
  expect(call().init.method).toBe('GET');
  expect(timeouts).toEqual([TIMEOUT_MS]);
});

test('leaves the query out where nothing is asked for', async () => {
  const { api, call } = against(Response.json({ projects: [], next: null }));
  await api.projects();
  expect(call().url).toBe(at);
});

test('creates a project', async () => {
  const { api, call } = against(Response.json({ id: 'p' }, { status: 201 }));
  expect(await api.createProject('Plan')).toEqual({ id: 'p' });
  expect(call()).toMatchObject({ url: at, init: { method: 'POST', body: '{"title":"Plan"}' } });
  expect(call().headers.get('Content-Type')).toBe('application/json');
});

test('reads, renames and deletes a project, its id escaped', async () => {
  const read = against(Response.json({ id: 'p' }));
  await read.api.project('a/b');
  expect(read.call()).toMatchObject({ url: `${at}/a%2Fb`, init: { method: 'GET', body: null } });
  const renamed = against(Response.json({ id: 'p' }));
  await renamed.api.changeProject('p', { title: 'New' });
  expect(renamed.call()).toMatchObject({
    url: `${at}/p`,
    init: { method: 'PATCH', body: '{"title":"New"}' },
  });
  const set = against(Response.json({ id: 'p' }));
  await set.api.changeSettings('p', { mine: null, board: { gridSize: 20 } });
  expect(set.call()).toMatchObject({
    url: `${at}/p/settings`,
    init: { method: 'PATCH', body: '{"mine":null,"board":{"gridSize":20}}' },
  });
  const deleted = against(new Response(null, { status: 204 }));
  expect(await deleted.api.deleteProject('p')).toBeUndefined();
  expect(deleted.call()).toMatchObject({ url: `${at}/p`, init: { method: 'DELETE' } });
  const gone = against(new Response(null, { status: 204 }));
  await gone.api.deleteProject('p', { permanently: true });
  expect(gone.call()).toMatchObject({ url: `${at}/p?permanently=true`, init: { method: 'DELETE' } });
  const back = against(Response.json({ id: 'p' }));
  expect(await back.api.undeleteProject('p')).toEqual({ id: 'p' });
  expect(back.call()).toMatchObject({ url: `${at}/p/undelete`, init: { method: 'POST' } });
  const trash = against(Response.json({ projects: [], next: null }));
  await trash.api.trash({ limit: 10, after: '1.p' });
  expect(trash.call().url).toBe(`${at}?in=trash&limit=10&after=1.p`);
});

test('sends a form with its base, and without', async () => {
  const first = against(Response.json({ seq: 8 }, { status: 202 }));
  expect(await first.api.buffer('p', 'a', { text: 'x' })).toBe(8);
  expect(first.call()).toMatchObject({
    url: `${at}/p/objects/a/buffer`,
    init: { method: 'POST', body: '{"text":"x"}' },
  });
  const next = against(Response.json({ seq: 9 }, { status: 202 }));
  expect(await next.api.buffer('p', 'a', { text: 'xy' }, 8)).toBe(9);
  expect(next.call().url).toBe(`${at}/p/objects/a/buffer?base=8`);
});

test('sends of each edit only what belongs on the wire', async () => {
  const answer = { results: [{ edit: 7, seq: 3 }], durable: 3 };
  const { api, call } = against(Response.json(answer));
  const stored = edits.map((edit) => ({ ...edit, at: 12, setAside: 'no' }));
  expect(await api.edits('p', 'c', stored)).toEqual(answer);
  expect(call().url).toBe(`${at}/p/edits`);
  expect(JSON.parse(String(call().init.body))).toEqual({ client: 'c', edits });
  expect(call().init.keepalive).toBe(false);
});

test('edits of a closing page outlive it, and its timers', async () => {
  const { api, call, timeouts } = against(Response.json({ results: [], durable: 3 }));
  await api.edits('p', 'c', edits, { keepalive: true, wait: 'applied' });
  expect(call().url).toBe(`${at}/p/edits?wait=applied`);
  expect(call().init).toMatchObject({ keepalive: true, signal: null });
  expect(timeouts).toEqual([]);
});

test('flushes, and knows when nothing was unsaved', async () => {
  const some = against(Response.json({ seq: 9 }));
  expect(await some.api.flush('p')).toBe(9);
  expect(some.call()).toMatchObject({ url: `${at}/p/flush`, init: { method: 'POST' } });
  expect(await against(new Response(null, { status: 204 })).api.flush('p')).toBeUndefined();
});

test('imports a file with a longer timeout, and has the address of the export', async () => {
  const { api, call, timeouts } = against(Response.json({ seq: 4, objects: 2 }));
  expect(await api.import('p', '{"type":"excalidraw"}')).toEqual({ seq: 4, objects: 2 });
  expect(call()).toMatchObject({ url: `${at}/p/import`, init: { body: '{"type":"excalidraw"}' } });
  expect(timeouts).toEqual([FILE_TIMEOUT_MS]);
  expect(api.exportUrl('p')).toBe(`${at}/p/export`);
});

test('stores and fetches the bytes of an image with their type', async () => {
  const stored = against(new Response(null, { status: 201 }));
  const png = new Blob([new Uint8Array([1, 2])], { type: 'image/png' });
  await stored.api.putAsset('p', 'f/1', png);
  expect(stored.call()).toMatchObject({ url: `${at}/p/assets/f%2F1`, init: { method: 'PUT', body: png } });
  expect(stored.call().headers.get('Content-Type')).toBe('image/png');
  const fetched = against(new Response(png, { headers: { 'Content-Type': 'image/png' } }));
  const blob = await fetched.api.getAsset('p', 'f');
  expect(blob.type).toBe('image/png');
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(new Uint8Array([1, 2]));
});

describe('the token', () => {
  test('is asked for at each call and sent as a bearer', async () => {
    const tokens = ['first', 'second'];
    const { api, asked } = against(Response.json({}), () => tokens.shift());
    await api.project('p');
    await api.deleteProject('p');
    await api.deleteProject('p');
    expect(asked.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
      null,
    ]);
  });

  test('may come later', async () => {
    const { api, call } = against(Response.json({}), async () => 'late');
    await api.project('p');
    expect(call().headers.get('Authorization')).toBe('Bearer late');
  });

  test('A4 that has ended is replaced, and the call is made again, once', async () => {
    const asks: TokenAsk[] = [];
    const tokens: { [refused: string]: string } = { none: 'old', old: 'new', new: 'new' };
    const ended = () => new Response('{}', { status: 401 });
    const { api, asked } = against(ended(), (ask) => {
      asks.push(ask);
      return tokens[ask.refused ?? 'none'];
    });
    await expect(api.project('p/1')).rejects.toMatchObject({ status: 401 });
    expect(asked.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer old', 'Bearer new']);
    expect(asks).toEqual([{ project: 'p%2F1' }, { project: 'p%2F1', refused: 'old' }]);
    const same = against(ended(), () => 'old');
    await expect(same.api.projects()).rejects.toMatchObject({ status: 401 });
    expect(same.asked.length).toBe(1);
  });

  test('that cannot be had fails the call, and nothing is sent', async () => {
    const { api, asked } = against(Response.json({}), () => Promise.reject(new Error('signed out')));
    await expect(api.project('p')).rejects.toThrow('signed out');
    expect(asked).toEqual([]);
  });

  test('is not sent where there is none, nor waited for', () => {
    const { api, call } = against(Response.json({}));
    void api.project('p');
    expect(call().headers.has('Authorization')).toBe(false);
  });
});

test('a problem has the words of the server', async () => {
  const problem = { type: 'about:blank', title: 'Service Unavailable', status: 503, detail: 'not now' };
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '2', 'X-Request-Id': trace };
  const { api } = against(new Response(JSON.stringify(problem), { status: 503, headers }));
  const thrown = await api.project('p').catch((cause) => cause);
  expect(thrown).toBeInstanceOf(ApiProblem);
  expect(thrown).toMatchObject({
    status: 503,
    title: 'Service Unavailable',
    detail: 'not now',
    retryAfterMs: 2_000,
    traceId: trace,
    message: 'Service Unavailable: not now',
  });
});

test.each([
  ['a page of a proxy', new Response('<html>', { status: 502, statusText: 'Bad Gateway' }), 'Bad Gateway'],
  ['no text at all', new Response(null, { status: 500 }), 'HTTP 500'],
  [
    'a problem cut short',
    new Response('{"title":', { status: 500, headers: { 'Content-Type': 'application/problem+json' } }),
    'HTTP 500',
  ],
])('%s in place of a problem is one all the same', async (_name, response, title) => {
  const thrown = await against(response)
    .api.project('p')
    .catch((cause) => cause);
  expect(thrown).toMatchObject({ status: response.status, title, detail: '', retryAfterMs: undefined });
});

test('a server that cannot be reached is not an ApiProblem', async () => {
  const away = new TypeError('fetch failed');
  await expect(against(away).api.project('p')).rejects.toBe(away);
});

test('a call that takes too long fails', async () => {
  const late = new AbortController();
  const api = new Api(
    { origin: 'http://easel' },
    {
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
      timeout: () => late.signal,
    },
  );
  const call = api.project('p');
  late.abort(new DOMException('too long', 'TimeoutError'));
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
});
