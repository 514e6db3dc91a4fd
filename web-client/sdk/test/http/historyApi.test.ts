import { expect, test } from 'vitest';
import { HistoryApi } from '../../src/http/index.ts';
import { FILE_TIMEOUT_MS, TIMEOUT_MS } from '../../src/http/requests.ts';

interface Asked {
  readonly method: string;
  /** From the project on. */
  readonly path: string;
  readonly body: unknown;
  readonly timeoutMs: number | undefined;
}

/** A call against a server that answers with an empty object or, with `status`, with no body. */
async function asked(call: (api: HistoryApi) => Promise<unknown>, status = 200): Promise<Asked> {
  const all: Asked[] = [];
  let timeoutMs: number | undefined;
  const server = { origin: 'https://easel.example', token: () => 'secret' };
  const api = new HistoryApi(server, 'a/b', {
    fetch: async (url, { method, body, headers } = {}) => {
      expect(new Headers(headers).get('Authorization')).toBe('Bearer secret');
      const path = String(url).replace('https://easel.example/api/projects/a%2Fb/', '');
      all.push({
        method: String(method),
        path,
        body: body ? JSON.parse(String(body)) : undefined,
        timeoutMs,
      });
      return status === 200 ? Response.json({}) : new Response(null, { status });
    },
    timeout: (ms) => {
      timeoutMs = ms;
      return new AbortController().signal;
    },
  });
  await call(api);
  expect(all).toHaveLength(1);
  return all[0] as Asked;
}

test.each<[string, (api: HistoryApi) => Promise<unknown>]>([
  ['history', (api) => api.entries()],
  ['history?before=90&limit=5', (api) => api.entries({ before: 90, limit: 5 })],
  ['events?after=0', (api) => api.events({ after: 0 })],
  ['state?seq=7', (api) => api.state(7)],
  ['deleted?before=3.a', (api) => api.deleted({ before: '3.a' })],
  ['objects/x%2Fy/history?limit=2', (api) => api.objectEvents('x/y', { limit: 2 })],
  ['objects/x/blame', (api) => api.blame('x')],
  ['versions?after=v1', (api) => api.versions({ after: 'v1' })],
])('reads %s', async (path, call) => {
  expect(await asked(call)).toMatchObject({ method: 'GET', path, body: undefined });
});

test.each<[string, string, unknown, (api: HistoryApi) => Promise<unknown>]>([
  ['POST', 'versions', { name: 'Draft', by: 'Ada' }, (api) => api.saveVersion('Draft', 'Ada')],
  ['POST', 'versions', { name: 'Draft', seq: 7, by: 'Ada' }, (api) => api.nameState(7, 'Draft', 'Ada')],
  ['PATCH', 'versions/v', { name: 'Final' }, (api) => api.renameVersion('v', 'Final')],
  ['POST', 'restore', { seq: 7, by: 'Ada' }, (api) => api.restore({ seq: 7 }, 'Ada')],
  [
    'POST',
    'restore',
    { version: 'v', by: 'Ada', objects: ['x'] },
    (api) => api.restore({ version: 'v' }, 'Ada', ['x']),
  ],
  [
    'POST',
    'rollback',
    { by: 'Bo', from: 3, to: 7, actor: 'Ada' },
    (api) => api.rollBack({ by: 'Bo', from: 3, to: 7 }, 'Ada'),
  ],
  [
    'POST',
    'rollback',
    { author: 'a', from: 3, to: 7, dryRun: true },
    (api) => api.rollBackDryRun({ author: 'a', from: 3, to: 7 }),
  ],
  ['POST', 'fork', { seq: 7, title: 'Copy', by: 'Ada' }, (api) => api.fork(7, 'Copy', 'Ada')],
])('%s %s with %j', async (method, path, body, call) => {
  expect(await asked(call)).toMatchObject({ method, path, body });
});

test('forgets a version, which is answered without a body', async () => {
  const call = await asked((api) => api.deleteVersion('v/1'), 204);
  expect(call).toMatchObject({ method: 'DELETE', path: 'versions/v%2F1', body: undefined });
});

test('what may be large may take longer', async () => {
  expect((await asked((api) => api.state(7))).timeoutMs).toBe(FILE_TIMEOUT_MS);
  expect((await asked((api) => api.restore({ seq: 7 }, 'Ada'))).timeoutMs).toBe(FILE_TIMEOUT_MS);
  const rollBack = { by: 'Bo', from: 1, to: 2 };
  expect((await asked((api) => api.rollBackDryRun(rollBack))).timeoutMs).toBe(FILE_TIMEOUT_MS);
  expect((await asked((api) => api.entries())).timeoutMs).toBe(TIMEOUT_MS);
});
