import { ApiProblem, type Member, type ShareLink } from '@easel/sdk';
import { expect, it } from 'vitest';
import { Sharing } from '../src/board/share/Sharing.ts';

const ada: Member = { user: 'ada', name: 'Ada', role: 'owner', since: 1 };
const link: ShareLink = {
  ...{ id: 'l', role: 'viewer', name: null, createdAt: 1, createdBy: 'ada', expiresAt: null },
};
const problem = (status: number, code: string) =>
  new ApiProblem(status, 'No', '', undefined, undefined, true, code);

/** A board with one owner; the calls that change something are written down. */
function world(isOwner = true) {
  const called: string[] = [];
  const answers = { failure: undefined as unknown };
  const call = (what: string) => async () => {
    if (answers.failure !== undefined) throw answers.failure;
    called.push(what);
  };
  const read =
    <T>(value: T) =>
    async () => {
      if (answers.failure !== undefined) throw answers.failure;
      return value;
    };
  const sharing = new Sharing({
    isOwner: () => isOwner,
    access: {
      members: read([ada]),
      links: read([link]),
      accessRequests: read([{ user: 'bob', name: null, message: 'hi', at: 1 }]),
      setMember: async (user, role) => {
        await call(`set ${user} ${role}`)();
        return { ...ada, user, role };
      },
      removeMember: (user) => call(`remove ${user}`)(),
      addLink: async () => {
        await call('link')();
        return { ...link, id: 'new', key: 'secret' };
      },
      removeLink: (id) => call(`end ${id}`)(),
      refuseRequest: (user) => call(`refuse ${user}`)(),
    },
  });
  return { sharing, called, answers, state: () => sharing.state.get() };
}

it('an owner reads who has access, by what, and who asks for it', async () => {
  const { sharing, state } = world();
  await sharing.read();
  expect(state()).toMatchObject({ members: [ada], links: [link], requests: [{ user: 'bob' }] });
});

it('a member reads who has access only; a guest nothing, which is no failure', async () => {
  const member = world(false);
  await member.sharing.read();
  expect(member.state()).toMatchObject({ members: [ada], links: [], requests: [] });
  const guest = world(false);
  guest.answers.failure = problem(403, 'forbidden');
  await guest.sharing.read();
  expect(guest.state()).toMatchObject({ members: undefined, problem: undefined });
});

it('the key of a new link is there until that is withdrawn', async () => {
  const { sharing, called, state } = world();
  expect(await sharing.makeLink({ role: 'viewer' })).toBe(true);
  expect(state().made).toEqual({ id: 'new', key: 'secret' });
  await sharing.endLink('l');
  expect(state().made).toBeDefined();
  await sharing.endLink('new');
  expect(state().made).toBeUndefined();
  expect(called).toEqual(['link', 'end l', 'end new']);
});

it('one thing is done at a time, and what fails is told', async () => {
  const { sharing, called, answers, state } = world();
  const first = sharing.setRole('bob', 'editor');
  expect(await sharing.remove('ada')).toBe(false);
  expect([await first, called]).toEqual([true, ['set bob editor']]);
  answers.failure = problem(409, 'last_owner');
  expect(await sharing.setRole('ada', 'viewer')).toBe(false);
  expect(state()).toMatchObject({
    problem: 'A board needs an owner. Make somebody else an owner first.',
    isBusy: false,
  });
  answers.failure = undefined;
  await sharing.refuse('bob');
  expect(state().problem).toBeUndefined();
});
