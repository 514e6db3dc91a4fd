import { expect } from '@playwright/test';
import { Board, PIXEL } from './board.ts';
import { newBoard, SignedIn, test } from './signedIn.ts';

test('a view link: its guest sees live and changes nothing, draws when they may, and is out when it ends', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const ada = await SignedIn.open(server, 'ada');
  const bob = await SignedIn.open(server, 'bob');
  const id = await newBoard(ada, 'Garden');
  const owner = await Board.open(await browser.newContext(), `${ada.origin}/p/${id}`);
  const guest = await browser.newContext();

  // Who has no access is told so, and asks for it.
  const asking = await guest.newPage();
  await asking.goto(`${bob.origin}/p/${id}`);
  await expect(asking.getByRole('heading', { name: 'This board cannot be opened' })).toBeVisible();
  await asking.getByLabel('A message to the owners').fill('It is me, Bob');
  await asking.getByRole('button', { name: 'Ask for access' }).click();
  await expect(asking.getByText('The owners are told.')).toBeVisible();
  await asking.close();

  const share = () => owner.page.getByRole('button', { name: 'Share' }).filter({ visible: true }).click();
  await share();
  await expect(owner.page.getByText('It is me, Bob')).toBeVisible();
  await owner.page.getByRole('button', { name: 'Make a link' }).click();
  const link = await owner.page.getByLabel('The new link').inputValue();
  expect(link).toMatch(/\/p\/[0-9a-f-]{36}#key=[\w-]{22,}$/);
  await owner.page.getByRole('button', { name: 'Close' }).click();

  const viewer = await Board.open(guest, link.replace(ada.origin, bob.origin));
  // The key is a secret: it is neither in the address nor in the history.
  expect(viewer.page.url()).toBe(`${bob.origin}/p/${id}`);
  const sent: string[] = [];
  viewer.page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  await expect(viewer.page.getByText('View only').filter({ visible: true })).toBeVisible();
  await owner.rectangle([300, 300], [400, 400]);
  await expect.poll(() => viewer.types()).toEqual(['rectangle']);
  await viewer.rectangle([500, 500], [600, 600]);
  await viewer.drop('pixel.png', 'image/png', PIXEL);
  for (const key of ['Control+a', 'Delete', 'Control+z', 'Control+v', 'Control+d', 'r', 'Enter']) {
    await viewer.page.keyboard.press(key);
  }
  await viewer.page.mouse.dblclick(350, 350);
  await viewer.page.keyboard.type('words');
  await viewer.page.keyboard.press('Escape');
  const refused = await viewer.page.evaluate(() => {
    try {
      window.easel?.project.edit([{ op: 'put', id: 'mine', props: { type: 'rectangle' } }]);
      return 'taken';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused).toBe('NotEditable');
  await owner.rectangle([500, 300], [600, 400]);
  await expect.poll(() => viewer.types()).toEqual(['rectangle', 'rectangle']);
  expect(await owner.types()).toEqual(['rectangle', 'rectangle']);
  expect(sent).toEqual([]);

  // Bob is let in as an editor, and draws, without a reload.
  await viewer.page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await share();
  await owner.page.getByRole('button', { name: 'Let bob in' }).click();
  await expect(owner.page.getByText('It is me, Bob')).toHaveCount(0);
  await expect(viewer.page.getByText('You can draw on this board now.')).toBeVisible();
  await viewer.rectangle([700, 500], [800, 600]);
  await expect.poll(async () => (await owner.types()).length).toBe(3);
  await viewer.saved();

  // Both the link and the role are taken away: the page is out at once, and shows what it has.
  await owner.page.getByRole('button', { name: /^Withdraw/ }).click();
  await expect(owner.page.getByRole('button', { name: /^Withdraw/ })).toHaveCount(0);
  await owner.page.getByRole('button', { name: 'Remove bob' }).click();
  await expect.poll(() => viewer.page.evaluate(() => window.easel?.project.status.reason)).toBe('revoked');
  await expect(viewer.page.getByRole('heading', { name: 'You no longer have access' })).toBeVisible();
  expect(await viewer.page.evaluate(() => Object.hasOwn(window, 'isSamePage'))).toBe(true);
  await viewer.page.reload();
  await expect(
    viewer.page.getByRole('heading', { name: /no longer have access|cannot be opened/ }),
  ).toBeVisible();
  for (const one of [ada, bob]) one.close();
});

test('who is nobody draws by a link, over a reload too, and is out when it is withdrawn', async ({
  browser,
  server,
}) => {
  const ada = await SignedIn.open(server, 'ada');
  const nobody = await SignedIn.open(server);
  const id = await newBoard(ada, 'Garden');
  const links = `${ada.origin}/api/projects/${id}/links`;
  const made = await fetch(links, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'editor' }),
  });
  const { id: link, key } = (await made.json()) as { id: string; key: string };
  const owner = await Board.open(await browser.newContext(), `${ada.origin}/p/${id}`);
  const guest = await Board.open(await browser.newContext(), `${nobody.origin}/p/${id}#key=${key}`);
  await guest.rectangle([300, 300], [400, 400]);
  await expect.poll(() => owner.types()).toEqual(['rectangle']);
  await guest.saved();
  await guest.page.reload();
  await guest.ready();
  expect(guest.page.url()).not.toContain('key');
  await guest.rectangle([500, 300], [600, 400]);
  await expect.poll(async () => (await owner.types()).length).toBe(2);
  await guest.saved();
  await fetch(`${links}/${link}`, { method: 'DELETE' });
  await expect.poll(() => guest.page.evaluate(() => window.easel?.project.status.reason)).toBe('revoked');
  await expect(guest.page.getByRole('button', { name: 'Export' })).toBeVisible();
  // A browser that has kept nothing of the board is told why it is not opened.
  const late = await (await browser.newContext()).newPage();
  await late.goto(`${nobody.origin}/p/${id}#key=${key}`);
  await expect(late.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  for (const one of [ada, nobody]) one.close();
});

test('who is signed in is named so, and lists their own boards and those of others', async ({
  browser,
  server,
}) => {
  const ada = await SignedIn.open(server, 'ada');
  const eve = await SignedIn.open(server, 'eve');
  const id = await newBoard(ada, 'Of Ada');
  await newBoard(eve, 'Of Eve');
  await fetch(`${ada.origin}/api/projects/${id}/members/eve`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'viewer' }),
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(eve.origin);
  // For somebody else than before at this browser the page begins again, with what is theirs.
  await page.waitForFunction(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
  });
  const boards = page.locator('.project-title');
  await expect(boards).toHaveCount(2);
  await expect(page.getByTitle('Signed in as eve')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Of Ada' })).toContainText('Can view');
  await page.getByLabel('My boards').check({ force: true });
  await expect(boards).toHaveText(['Of Eve']);
  await page.getByLabel('Shared with me').check({ force: true });
  await expect(boards).toHaveText(['Of Ada']);
  await page.getByRole('button', { name: 'Leave Of Ada' }).click();
  await expect(page.getByText('Nobody shares a board with you yet.')).toBeVisible();
  for (const one of [ada, eve]) one.close();
});

test('who is nobody to the server is asked to sign in', async ({ browser, server }) => {
  const nobody = await SignedIn.open(server);
  const page = await (await browser.newContext()).newPage();
  await page.goto(nobody.origin);
  await expect(page.getByRole('heading', { name: 'Sign in to go on' })).toBeVisible();
  nobody.close();
});
