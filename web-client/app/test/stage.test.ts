import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { Stage } from '../src/board/controller/Stage.ts';

/** What React has not put on the page yet. */
const pending = vi.hoisted((): (() => void)[] => []);
vi.mock('react-dom', () => ({
  flushSync: (act: () => void) => {
    act();
    for (const render of pending.splice(0)) render();
  },
}));
vi.mock('@excalidraw/excalidraw', () => ({ CaptureUpdateAction: {}, getCommonBounds: () => [0, 0, 0, 0] }));

const elements = (...ids: string[]) => ids.map((id) => ({ id })) as unknown as readonly Element[];

/** A page with a canvas whose elements are drawn when React renders, and which may have only a part of itself shown. */
class Canvas {
  drawn = 'board';
  clip = '';
  hasPicture = false;
  /** Each time that what a person sees may be another thing. */
  readonly seen: string[] = [];

  constructor() {
    const canvas = this;
    const style = {
      set clipPath(path: string) {
        canvas.clip = path;
        canvas.look();
      },
    };
    const covers = (hasPicture: boolean) => () => {
      this.hasPicture = hasPicture;
    };
    const picture = { getContext: () => null, remove: covers(false) };
    const before = covers(true);
    vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.stubGlobal('document', { querySelector: () => ({ style, cloneNode: () => picture, before }) });
  }

  readonly api = {
    getSceneElementsIncludingDeleted: () => elements('board'),
    getAppState: () => ({ scrollX: 0, scrollY: 0, zoom: { value: 1 }, width: 160, height: 160 }),
    onScrollChange: () => () => undefined,
    updateScene: ({ elements }: { elements?: readonly Element[] }) => {
      if (elements) pending.push(() => this.draw(elements));
    },
  } as unknown as ExcalidrawImperativeAPI;

  private draw(elements: readonly Element[]): void {
    this.drawn = elements.map(({ id }) => id).join();
    this.look();
  }

  private look(): void {
    this.seen.push(this.clip === '' ? this.drawn : `${this.drawn} over a picture`);
  }
}

describe('a stage', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('that is closed in motion never shows the part that is drawn by itself', () => {
    const canvas = new Canvas();
    let closed = 0;
    const stage = new Stage(canvas.api, () => closed++);
    stage.show(elements('a', 'b', 'c'));
    stage.change([[10, 10, 20, 20]], () => elements('b'));
    expect([canvas.drawn, canvas.hasPicture]).toEqual(['b', true]);
    canvas.seen.length = 0;
    stage.close();
    expect(canvas.seen).toEqual(['board over a picture', 'board']);
    expect([canvas.hasPicture, closed]).toEqual([false, 1]);
  });
});
