import { Api, type TrashedProject } from '@easel/sdk';
import { expect, it } from 'vitest';
import { routeOf } from '../src/common/route.ts';
import { TrashList } from '../src/list/TrashList.ts';
import { until } from '../src/list/time.ts';

const DAY = 86_400_000;
const row = (id: string): TrashedProject => ({
  ...{ id, title: id.toUpperCase(), createdAt: 1, updatedAt: 2, deletedAt: 3, purgeAt: 3 + 30 * DAY },
});

/** A server with a trash of two pages. */
function world() {
  const asked: string[] = [];
  const state = { isDown: false, isSignedOut: false };
  const answer = (url: string, method: string): Response => {
    const path = url.slice('http://easel/api/projects'.length);
    asked.push(`${method} ${path}`);
    if (state.isDown) throw new TypeError('no answer');
    if (state.isSignedOut) return Response.json({ title: 'sign in first' }, { status: 401 });
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (method === 'POST') return Response.json({ id: path.slice(1, 2) });
    return path.includes('after=')
      ? Response.json({ projects: [row('c')], next: null })
      : Response.json({ projects: [row('a'), row('b')], next: '3.b' });
  };
  const api = new Api(
    { origin: 'http://easel' },
    { fetch: async (url, init) => answer(String(url), init?.method ?? 'GET') },
  );
  const trash = new TrashList(api);
  return { asked, state, trash, ids: () => trash.state.get().rows?.map(({ id }) => id) };
}

it('is read page by page', async () => {
  const { trash, ids, asked } = world();
  await trash.more();
  expect(ids()).toEqual(['a', 'b']);
  await trash.more();
  expect(ids()).toEqual(['a', 'b', 'c']);
  expect(trash.state.get().next).toBeNull();
  expect(asked).toEqual(['GET ?in=trash&limit=100', 'GET ?in=trash&limit=100&after=3.b']);
});

it('lets a project go back, which is told, or go for good', async () => {
  const { trash, ids, asked } = world();
  await trash.more();
  await trash.restore(row('a'));
  expect(ids()).toEqual(['b']);
  expect(trash.state.get().restored?.id).toBe('a');
  await trash.remove(row('b'));
  expect(ids()).toEqual([]);
  expect(trash.state.get().restored).toBeUndefined();
  expect(asked.slice(1)).toEqual(['POST /a/undelete', 'DELETE /b?permanently=true']);
});

it('says what could not be done, and tries that again', async () => {
  const { trash, ids, state } = world();
  await trash.more();
  state.isDown = true;
  await trash.restore(row('a'));
  expect(trash.state.get().problem).toContain('could not be restored');
  expect(ids()).toEqual(['a', 'b']);
  state.isDown = false;
  await trash.again();
  expect(trash.state.get().problem).toBeUndefined();
  expect(ids()).toEqual(['b']);
});

it('says in how long something is gone', () => {
  expect(until(29.5 * DAY, 0)).toBe('in 29 days');
  expect(until(5_000, 0)).toBe('in 1 minute');
});

it('has an address, also below a path', () => {
  expect(routeOf('/', '?trash', '/')).toEqual({ page: 'trash' });
  expect(routeOf('/easel/', 'trash', '/easel/')).toEqual({ page: 'trash' });
  expect(routeOf('/', '', '/')).toEqual({ page: 'list' });
});

it('says so where the server does not know the person, until it does', async () => {
  const { trash, ids, state } = world();
  state.isSignedOut = true;
  await trash.more();
  expect(trash.state.get()).toMatchObject({ isSignedOut: true, rows: undefined });
  state.isSignedOut = false;
  await trash.again();
  expect(trash.state.get()).toMatchObject({ isSignedOut: false, problem: undefined });
  expect(ids()).toEqual(['a', 'b']);
});
