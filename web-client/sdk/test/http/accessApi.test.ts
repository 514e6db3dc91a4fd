import { expect, test } from 'vitest';
import { AccessApi, Api } from '../../src/http/index.ts';

const server = { origin: 'https://easel.example/boards', token: () => 'secret' };
const at = 'https://easel.example/boards/api/projects/p';

/** A server that gives one answer, and what it was asked. */
function against(answer: Response) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = init?.body == null ? '' : ` ${String(init.body)}`;
    asked.push(`${init?.method} ${String(url)}${body}`);
    return answer;
  };
  return { asked, fetch, access: new AccessApi(server, 'p', { fetch }) };
}

const none = () => new Response(null, { status: 204 });

test('tells who is asking', async () => {
  const { asked, fetch } = against(Response.json({ open: false, user: 'ada' }));
  expect(await new Api(server, { fetch }).me()).toEqual({ open: false, user: 'ada' });
  expect(asked).toEqual(['GET https://easel.example/boards/api/me']);
});

test('lists people, changes their role, and takes them out', async () => {
  const listed = against(Response.json({ members: [{ user: 'ada' }] }));
  expect(await listed.access.members()).toEqual([{ user: 'ada' }]);
  expect(listed.asked).toEqual([`GET ${at}/members`]);
  const set = against(Response.json({ user: 'a/b', role: 'viewer' }));
  expect(await set.access.setMember('a/b', 'viewer')).toEqual({ user: 'a/b', role: 'viewer' });
  expect(set.asked).toEqual([`PUT ${at}/members/a%2Fb {"role":"viewer"}`]);
  const removed = against(none());
  await removed.access.removeMember('ada');
  expect(removed.asked).toEqual([`DELETE ${at}/members/ada`]);
});

test('makes links, lists and ends them, and redeems their keys', async () => {
  const made = against(Response.json({ id: 'l', key: 'k', expiresAt: null }, { status: 201 }));
  expect(await made.access.addLink({ role: 'viewer', expiresAt: 5 })).toEqual({
    id: 'l',
    key: 'k',
    expiresAt: null,
  });
  expect(made.asked).toEqual([`POST ${at}/links {"role":"viewer","expiresAt":"1970-01-01T00:00:00.005Z"}`]);
  const listed = against(Response.json({ links: [{ id: 'l', expiresAt: '1970-01-01T00:00:01Z' }] }));
  expect(await listed.access.links()).toEqual([{ id: 'l', expiresAt: 1_000 }]);
  const ended = against(none());
  await ended.access.removeLink('l');
  expect(ended.asked).toEqual([`DELETE ${at}/links/l`]);
  const redeemed = against(
    Response.json({ token: 't', role: 'viewer', expiresAt: '1970-01-01T00:00:00.009Z' }),
  );
  expect(await redeemed.access.redeem('k', 'old')).toEqual({ token: 't', role: 'viewer', expiresAt: 9 });
  expect(redeemed.asked).toEqual([`POST ${at}/links/redeem {"key":"k","previous":"old"}`]);
});

test('asks for access, lists who asks, and refuses', async () => {
  const asking = against(new Response(null, { status: 202 }));
  await asking.access.requestAccess('please');
  expect(asking.asked).toEqual([`POST ${at}/access-requests {"message":"please"}`]);
  const listed = against(Response.json({ requests: [{ user: 'bob' }] }));
  expect(await listed.access.accessRequests()).toEqual([{ user: 'bob' }]);
  const refused = against(none());
  await refused.access.refuseRequest('bob');
  expect(refused.asked).toEqual([`DELETE ${at}/access-requests/bob`]);
});
