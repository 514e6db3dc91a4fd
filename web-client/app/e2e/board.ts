import { type BrowserContext, expect, type Page } from '@playwright/test';

/** A small PNG, in Base64. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';

/** One person's browser tab with a board. */
export class Board {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, url: string): Promise<Board> {
    const board = new Board(await context.newPage());
    await board.page.goto(url);
    await board.ready();
    return board;
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(
      () => window.easel?.elements && window.easel.project.status.kind === 'live',
    );
    await expect(this.page.locator('.opening')).toHaveCount(0);
  }

  async tool(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async drag(from: readonly [number, number], to: readonly [number, number], steps = 8): Promise<void> {
    await this.press(from);
    await this.page.mouse.move(...to, { steps });
    await this.page.mouse.up();
  }

  async press(at: readonly [number, number]): Promise<void> {
    await this.page.mouse.move(...at);
    await this.page.mouse.down();
  }

  async rectangle(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await this.tool('r');
    await this.drag(from, to);
  }

  /** Drops a file on the canvas. */
  async drop(name: string, type: string, base64: string): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([name, type, base64]) => {
        const bytes = Uint8Array.from(atob(base64 as string), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name as string, { type: type as string }));
        return transfer;
      },
      [name, type, base64],
    );
    const at = { clientX: 500, clientY: 400 };
    await this.page.dispatchEvent('canvas.interactive', 'drop', { dataTransfer, ...at });
  }

  /** What is drawn on this canvas: id and properties of each element, without what is Excalidraw's own. */
  drawn(): Promise<Record<string, Record<string, unknown>>> {
    return this.page.evaluate(() => {
      const elements = (window.easel?.elements?.() ?? []).filter((element) => !element.isDeleted);
      const named = elements.map(
        ({ id, version: _v, versionNonce: _n, updated: _u, isDeleted: _d, ...props }) => [id, props],
      );
      // As JSON has it: without what is undefined, and with one kind of 0.
      return JSON.parse(JSON.stringify(Object.fromEntries(named)));
    });
  }

  /** The project's objects in this tab. */
  objects(): Promise<Record<string, unknown>> {
    return this.page.evaluate(() =>
      JSON.parse(JSON.stringify(Object.fromEntries(window.easel?.project.objects ?? []))),
    );
  }

  async types(): Promise<unknown[]> {
    return Object.values(await this.drawn()).map(({ type }) => type);
  }

  async texts(): Promise<unknown[]> {
    return Object.values(await this.drawn()).flatMap(({ type, text }) => (type === 'text' ? [text] : []));
  }

  saveState(): Promise<string> {
    return this.page.evaluate(() => window.easel?.project.saveState.kind ?? 'none');
  }

  /** What the board says comes a moment later than what is so. */
  async saved(): Promise<void> {
    await expect.poll(() => this.saveState()).toBe('saved');
    await expect(this.page.getByRole('status').filter({ hasText: /^Saved$/, visible: true })).toBeVisible();
  }
}

/** Both tabs show the same, and it is what the objects of both say. */
export async function expectEqual(a: Board, b: Board): Promise<void> {
  await expect(async () => {
    const [objectsA, objectsB, drawnA, drawnB] = await Promise.all([
      a.objects(),
      b.objects(),
      a.drawn(),
      b.drawn(),
    ]);
    expect(objectsA).toEqual(objectsB);
    expect(Object.keys(drawnA)).toEqual(Object.keys(drawnB));
    expect(drawnA).toEqual(drawnB);
    expect(Object.keys(drawnA).sort()).toEqual(Object.keys(objectsA).sort());
  }).toPass({ timeout: 20_000 });
}
