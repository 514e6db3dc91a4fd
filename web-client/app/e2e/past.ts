import { expect, type Locator, type Page } from '@playwright/test';
import type { Board } from './board.ts';

/** The History panel of one person's board. */
export class Past {
  readonly page: Page;
  readonly panel: Locator;
  readonly preview: Locator;
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
    this.page = board.page;
    this.panel = this.page.getByRole('complementary', { name: 'History' });
    this.preview = this.page.getByRole('region', { name: 'Preview of the past' });
  }

  /** The button of exactly this name. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true }).filter({ visible: true });
  }

  async open(): Promise<void> {
    await this.button('History').click();
    await expect(this.panel.getByRole('tab', { name: 'Changes' })).toBeVisible();
  }

  async shut(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Close the history' }).click();
    await expect(this.panel).toHaveCount(0);
  }

  /** Gives the board as it is a name, which ends an entry of the history. The panel is open before and after. */
  async name(name: string): Promise<void> {
    await this.#board.saved();
    await this.panel.getByRole('button', { name: 'Name the board as it is now' }).click();
    await this.panel.getByRole('textbox', { name: 'Name of this version' }).fill(name);
    await this.panel.getByRole('button', { name: 'Save' }).click();
    await expect(this.version(name)).toBeVisible();
  }

  version(name: string): Locator {
    return this.panel.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Entries, the newest first. */
  entry(at: number): Locator {
    return this.panel.locator('.history-day .history-entry').nth(at);
  }

  /** Resolves once a past state is on the canvas. */
  async shown(): Promise<void> {
    await expect(this.preview.getByRole('button', { name: 'Close' })).toBeEnabled();
    await expect(this.preview.getByText('Reading how it was')).toHaveCount(0);
  }

  async close(): Promise<void> {
    await this.preview.getByRole('button', { name: 'Close' }).click();
    await expect(this.preview).toHaveCount(0);
  }
}
