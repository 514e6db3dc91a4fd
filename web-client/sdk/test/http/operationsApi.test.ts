import { expect, test } from 'vitest';
import { OperationsApi } from '../../src/http/index.ts';

/** What was asked of a server that gives this answer. */
function against(answer: unknown) {
  const asked: { url: string; timeoutMs: number; authorization: string | null }[] = [];
  let timeoutMs = 0;
  const api = new OperationsApi(
    { origin: 'https://easel.example', token: () => 'secret' },
    {
      fetch: async (url, init) => {
        const authorization = new Headers(init?.headers).get('Authorization');
        asked.push({ url: String(url), timeoutMs, authorization });
        return Response.json(answer);
      },
      timeout: (ms) => {
        timeoutMs = ms;
        return new AbortController().signal;
      },
    },
  );
  return { api, asked };
}

test('the dashboard is asked for whole, or what is new in it; an answer that is late is given up', async () => {
  const answer = { at: 1, step: 5_000, instances: [] };
  const { api, asked } = against(answer);
  expect(await api.dashboard()).toEqual(answer);
  expect(await api.dashboard(1_764_409_200_000)).toEqual(answer);
  expect(asked.map(({ url }) => url)).toEqual([
    'https://easel.example/api/dashboard',
    'https://easel.example/api/dashboard?since=1764409200000',
  ]);
  expect(asked[0]).toMatchObject({ timeoutMs: 8_000, authorization: 'Bearer secret' });
});
