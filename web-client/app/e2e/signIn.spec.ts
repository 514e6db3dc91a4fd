import { type BrowserContext, test as base, type Cookie, expect, type Page } from '@playwright/test';
import { Board } from './board.ts';
import { Network, unsentEdits } from './network.ts';
import { SignInServer } from './provider.ts';

interface Fixtures {
  /** A browser of a person of their own; the fonts that the provider's pages ask for are not fetched. */
  readonly person: () => Promise<BrowserContext>;
}

/** A server at which people sign in at an OpenID provider, in a process of its own. */
const test = base.extend<Fixtures, { readonly easel: SignInServer }>({
  easel: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern.
    async ({}, use) => {
      const easel = await SignInServer.start();
      await use(easel);
      await easel.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  person: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      await context.route(/^https:\/\/fonts\./, (route) => route.abort());
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
});

const toSignIn = (page: Page) => page.getByRole('heading', { name: 'Sign in to go on' });

/** Opens the list and signs in. */
async function signedIn(easel: SignInServer, context: BrowserContext, user: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(easel.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await easel.signIn(page, user);
  await expect(page.getByTitle(`Signed in as ${user} of Tests`)).toBeVisible();
  return page;
}

/** From the list: a new board with one rectangle on it. */
async function newBoard(page: Page): Promise<Board> {
  await page.getByRole('button', { name: 'New project' }).click();
  const board = new Board(page);
  await board.ready();
  await board.rectangle([300, 300], [400, 400]);
  await board.saved();
  return board;
}

async function signOut(easel: SignInServer, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await easel.isAt(page);
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(toSignIn(page)).toBeVisible();
}

/** Ends the sign-in that this cookie is of, without its browser: as an operator does, or as its time does. */
async function endSignIn(easel: SignInServer, cookies: readonly Cookie[]): Promise<void> {
  const session = cookies.find(({ name }) => name.endsWith('easel_session'));
  const answer = await fetch(`${easel.origin}/api/sign-out`, {
    method: 'POST',
    headers: { Cookie: `${session?.name}=${session?.value}` },
  });
  expect(answer.status).toBe(200);
}

test('a stranger signs in, is back at the board that was asked for, and has what is shared with them', async ({
  easel,
  person,
}) => {
  test.setTimeout(120_000);
  const ada = await signedIn(easel, await person(), 'ada');
  const board = await newBoard(ada);
  const address = ada.url();

  const bob = await (await person()).newPage();
  await bob.goto(address);
  await expect(toSignIn(bob)).toBeVisible();
  await bob.getByRole('button', { name: 'Sign in' }).click();
  await easel.signIn(bob, 'bob');
  await expect.poll(() => bob.url()).toBe(address);
  await expect(bob.getByRole('heading', { name: 'This board cannot be opened' })).toBeVisible();

  await ada.getByRole('button', { name: 'Share' }).click();
  await ada.getByLabel('Add somebody').fill('bob');
  await ada.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(ada.getByRole('button', { name: 'Remove bob' })).toBeVisible();
  await ada.getByRole('button', { name: 'Close' }).click();
  await bob.getByRole('button', { name: 'Try again' }).click();
  const shared = new Board(bob);
  await shared.ready();
  await shared.rectangle([500, 300], [600, 400]);
  await expect.poll(() => board.types()).toEqual(['rectangle', 'rectangle']);
  await shared.saved();

  await bob.goto(easel.origin);
  const boards = bob.locator('.project-title');
  await bob.getByLabel('Shared with me').check({ force: true });
  await expect(boards).toHaveCount(1);
  await bob.getByLabel('My boards').check({ force: true });
  await expect(bob.getByText('You own no boards yet.')).toBeVisible();
  await ada.goto(easel.origin);
  await ada.getByLabel('My boards').check({ force: true });
  await expect(ada.locator('.project-title')).toHaveCount(1);
});

test('signing out ends it in all tabs, and going back does not show the board again', async ({
  easel,
  person,
}) => {
  test.setTimeout(120_000);
  const context = await person();
  const page = await signedIn(easel, context, 'cleo');
  await newBoard(page);
  const address = page.url();
  const other = await Board.open(context, address);
  await page.getByRole('link', { name: 'All projects' }).click();
  await signOut(easel, page);

  await expect(toSignIn(other.page)).toBeVisible();
  expect(await other.page.evaluate(() => window.easel?.project.objects.size ?? 0)).toBe(0);
  // Whoever comes to this computer next goes back, step by step: neither the list nor the board is there.
  while (page.url() !== address) {
    await page.goBack();
    if (page.url().startsWith(easel.origin)) await expect(toSignIn(page)).toBeVisible();
  }
  expect(await page.evaluate(() => window.easel?.project.objects.size ?? 0)).toBe(0);
});

test('a page that the browser has put aside does not come back with what was there before a sign-out', async ({
  easel,
  person,
}) => {
  test.setTimeout(120_000);
  const context = await person();
  const page = await signedIn(easel, context, 'finn');
  await newBoard(page);
  const asidePage = await context.newPage();
  // Such a page is told of nothing that other tabs keep.
  await asidePage.addInitScript(() =>
    addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true }),
  );
  await asidePage.goto(page.url());
  const aside = new Board(asidePage);
  await aside.ready();
  await page.getByRole('link', { name: 'All projects' }).click();
  await signOut(easel, page);
  expect(await aside.types()).toEqual(['rectangle']);
  await asidePage.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(toSignIn(asidePage)).toBeVisible();
  expect(await asidePage.evaluate(() => window.easel?.project.objects.size ?? 0)).toBe(0);
});

test('a sign-in that is broken off says what happened, and begins again at the same board', async ({
  easel,
  person,
}) => {
  const dora = await signedIn(easel, await person(), 'dora');
  await newBoard(dora);
  const address = dora.url();

  const context = await person();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await easel.isAt(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
  await expect(
    page.getByText('You broke it off, or the service where you sign in has not let you in.'),
  ).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name.endsWith('easel_session'))).toEqual([]);
  await page.getByRole('link', { name: 'Try again' }).click();
  await easel.signIn(page, 'dora');
  await expect.poll(() => page.url()).toBe(address);
  const board = new Board(page);
  await board.ready();
  await expect.poll(() => board.types()).toEqual(['rectangle']);
});

test('a sign-in that ends while work is unsent: the work stays, and is sent after signing in again', async ({
  easel,
  person,
}) => {
  test.setTimeout(120_000);
  const context = await person();
  const network = new Network(context);
  await network.begin();
  const board = await newBoard(await signedIn(easel, context, 'eve'));
  const { page } = board;
  const address = page.url();
  await network.cut();
  await board.rectangle([500, 300], [600, 400]);
  await expect.poll(() => unsentEdits(board, 'eve')).toBeGreaterThan(0);
  await endSignIn(easel, await context.cookies());
  await network.goOn();

  // The board stays as it is, and says what to do.
  await expect(page.getByText('You are no longer signed in.')).toBeVisible();
  expect(await board.types()).toEqual(['rectangle', 'rectangle']);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // The provider knows them still.
  await page.waitForURL(address);
  await board.ready();
  await board.saved();
  expect(await unsentEdits(board, 'eve')).toBe(0);
  const fresh = await Board.open(await person().then((it) => withCookiesOf(context, it)), address);
  await expect.poll(() => fresh.types()).toEqual(['rectangle', 'rectangle']);
});

/** Another browser of the same person, which has kept nothing. */
async function withCookiesOf(one: BrowserContext, other: BrowserContext): Promise<BrowserContext> {
  await other.addCookies(await one.cookies());
  return other;
}
