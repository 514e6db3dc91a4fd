import { beforeEach, describe, expect, it } from 'vitest';
import { boardLookOf, lookOf, PLAIN } from '../src/board/adapter/boardLook.ts';
import { keptViews, MOST_KEPT, scrollTo, viewOf, withView } from '../src/board/adapter/keptView.ts';
import { FirstTitle, titleOf } from '../src/board/controller/FirstTitle.ts';
import { LookKeeper, SETTLED_MS } from '../src/board/controller/LookKeeper.ts';
import { APART_MS, PAUSE_MS, PictureKeeper } from '../src/board/controller/PictureKeeper.ts';
import { Time } from './time.ts';

let time: Time;
beforeEach(() => {
  time = new Time();
});
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the look of a board', () => {
  const blue = { ...PLAIN, viewBackgroundColor: '#d0ebff' };

  it('is read from settings as far as it makes sense, and is plain otherwise', () => {
    expect(boardLookOf({})).toEqual(PLAIN);
    expect(boardLookOf({ board: null })).toEqual(PLAIN);
    const odd = { viewBackgroundColor: 'url(http://x)', gridModeEnabled: 1, gridSize: 0, gridStep: 1e9 };
    expect(boardLookOf({ board: odd })).toEqual(PLAIN);
    const fine = { viewBackgroundColor: 'hsl(1 2% 3%)', gridModeEnabled: true, gridSize: 7, gridStep: 3 };
    expect(lookOf(fine)).toEqual(fine);
    for (const color of ['transparent', '#fff', 'rgba(1, 2, 3, .5)']) {
      expect(lookOf({ viewBackgroundColor: color }).viewBackgroundColor).toBe(color);
    }
  });

  /** A canvas, a project and a server. */
  const open = (settings: Record<string, unknown> = {}) => {
    let told: () => void = () => undefined;
    const world = {
      state: { ...PLAIN } as Record<string, unknown>,
      settings,
      stored: [] as unknown[],
      said: [] as string[],
      act: undefined as (() => void) | undefined,
      isDown: false,
      isViewer: false,
      tell(next: Record<string, unknown>) {
        world.settings = next;
        told();
      },
    };
    const keeper = new LookKeeper({
      ...time,
      api: {
        changeSettings: async (_, some) => {
          if (world.isDown) throw new TypeError('no answer');
          world.stored.push(some);
          const board = { ...(world.settings.board as object), ...(some.board as object) };
          world.tell({ ...world.settings, board });
          return undefined as never;
        },
      },
      project: {
        id: 'p',
        get status() {
          return { readOnly: world.isViewer } as never;
        },
        get projectSettings() {
          return world.settings as never;
        },
        on: (_: string, listener: unknown) => {
          told = listener as () => void;
          return () => undefined;
        },
      },
      canvas: {
        getAppState: () => world.state as never,
        updateScene: ({ appState }) => Object.assign(world.state, appState),
      },
      say: (message, _, act) => {
        world.said.push(message);
        world.act = act?.run;
      },
    });
    return { world, keeper };
  };

  it('is not sent by whom was made a viewer since they chose it', async () => {
    const { world, keeper } = open();
    keeper.look(world.state);
    world.state = { ...blue };
    keeper.look(world.state);
    world.isViewer = true;
    time.pass(SETTLED_MS);
    await quiet();
    expect(world.stored).toEqual([]);
    expect(world.said.join()).toMatch(/were not changed/);
  });

  it('is nobody’s but the canvas’s that is chosen while the board is only looked at', () => {
    const { world, keeper } = open();
    keeper.look(world.state);
    world.state = { ...blue };
    keeper.skip(world.state);
    time.pass(SETTLED_MS);
    expect(world.stored).toEqual([]);
    keeper.look(world.state);
    expect(world.state).toEqual(PLAIN);
    keeper.look(world.state);
    time.pass(SETTLED_MS);
    expect(world.stored).toEqual([]);
  });

  it('is on the canvas when the board is opened, and when others change it, who are not answered', () => {
    const { world, keeper } = open({ board: { viewBackgroundColor: '#d0ebff' } });
    expect(world.state).toEqual(blue);
    keeper.look(world.state);
    world.tell({ board: { gridModeEnabled: true } });
    expect(world.state).toEqual({ ...PLAIN, gridModeEnabled: true });
    // The canvas tells once more what it had before.
    keeper.look(blue);
    keeper.look(world.state);
    time.pass(10 * SETTLED_MS);
    expect(world.stored).toEqual([]);
  });

  it('that a person chooses is stored once they have settled, and nothing else with it', async () => {
    const { world, keeper } = open({ save: { mode: 'interval' } });
    for (const color of ['#a', '#b', '#d0ebff']) {
      keeper.look({ ...PLAIN, viewBackgroundColor: color });
      time.pass(SETTLED_MS - 1);
    }
    expect(world.stored).toEqual([]);
    time.pass(1);
    await quiet();
    expect(world.stored).toEqual([{ board: { viewBackgroundColor: blue.viewBackgroundColor } }]);
    world.act?.();
    await quiet();
    expect(world.stored.at(-1)).toEqual({ board: { viewBackgroundColor: PLAIN.viewBackgroundColor } });
    expect(world.state).toEqual(PLAIN);
  });

  it('leaves alone what another person chooses at the same time', async () => {
    const { world, keeper } = open();
    keeper.look(blue);
    world.tell({ board: { gridModeEnabled: true } });
    time.pass(SETTLED_MS);
    await quiet();
    expect(world.settings.board).toEqual({
      gridModeEnabled: true,
      viewBackgroundColor: blue.viewBackgroundColor,
    });
    expect(world.state).toEqual({ ...blue, gridModeEnabled: true });
  });

  it('goes back to what the board has where it could not be stored, and says so', async () => {
    const { world, keeper } = open();
    world.isDown = true;
    Object.assign(world.state, blue);
    keeper.look(blue);
    time.pass(SETTLED_MS);
    await quiet();
    expect(world.state).toEqual(PLAIN);
    expect(world.said[0]).toContain('not changed');
  });

  it('is stored when the person leaves at once', async () => {
    const { world, keeper } = open();
    keeper.look(blue);
    keeper.close();
    await quiet();
    expect(world.stored).toEqual([{ board: { viewBackgroundColor: blue.viewBackgroundColor } }]);
  });
});

describe('the view of a board', () => {
  const state = {
    ...{ scrollX: 100, scrollY: -50, width: 1_000, height: 800, zoom: { value: 2 } },
    activeTool: { type: 'freedraw', locked: true },
    currentItemStrokeColor: '#1971c2',
    currentItemOpacity: 50,
    currentItemStartArrowhead: null,
    selectedElementIds: { a: true },
  };

  it('is what was in the middle, how large, and with which tools; also in a window of another size', () => {
    const view = viewOf(state);
    expect(view).toEqual({
      ...{ center: [150, 250], zoom: 2, tool: 'freedraw', locked: true },
      style: {
        currentItemStrokeColor: '#1971c2',
        currentItemOpacity: 50,
        currentItemStartArrowhead: null,
      },
    });
    expect(scrollTo(view, state)).toEqual({ scrollX: 100, scrollY: -50 });
    expect(scrollTo(view, { width: 400, height: 800 })).toEqual({ scrollX: -50, scrollY: -50 });
  });

  it('is kept for the boards that were left last, and for no more', () => {
    const view = viewOf(state);
    let views = withView([], 'first', view);
    for (let at = 0; at < MOST_KEPT; at++) views = withView(views, `p${at}`, view);
    expect(views.length).toBe(MOST_KEPT);
    expect(views.some(({ project }) => project === 'first')).toBe(false);
    expect(withView(views, 'p3', view).at(-1)?.project).toBe('p3');
    expect(keptViews(JSON.parse(JSON.stringify(views)))).toEqual(views);
  });

  it('that was stored by something else is left out', () => {
    const view = viewOf(state);
    for (const odd of [{ ...view, zoom: 0 }, { ...view, center: [1] }, { ...view, tool: 'x' }, null, 7]) {
      expect(keptViews([{ project: 'p', view: odd }])).toEqual([]);
    }
    expect(keptViews('nonsense')).toEqual([]);
    const more = { ...view, style: { currentItemX: { deep: 1 }, onload: 'x' } };
    expect(keptViews([{ project: 'p', view: more }])[0]?.view.style).toEqual({});
  });
});

describe('the first title', () => {
  it('is the first line with words, cut after a word', () => {
    expect(titleOf('  \n--\n Plan   for\tMay \nmore')).toBe('Plan for May');
    expect(titleOf('?!')).toBeUndefined();
    expect(titleOf(`${'long '.repeat(30)}`)).toMatch(/^(long ){10,}long…$/);
    expect([...(titleOf('🎨a'.repeat(100)) ?? '')].length).toBe(61);
  });

  const open = (title = 'Untitled') => {
    const world = {
      project: { id: 'p', title },
      said: [] as string[],
      act: undefined as (() => void) | undefined,
    };
    const first = new FirstTitle({
      project: world.project,
      api: {
        changeProject: async (_, to) => {
          world.project.title = to.title as string;
          return undefined as never;
        },
      },
      say: (message, _, act) => {
        world.said.push(message);
        world.act = act?.run;
      },
    });
    const text = (id: string, originalText: string) =>
      ({ id, type: 'text', originalText, isDeleted: false }) as never;
    const write = async (id: string, words: string) => {
      first.look([text(id, words.slice(0, 1))], { editingTextElement: { id } });
      first.look([text(id, words)], { editingTextElement: null });
      await quiet();
    };
    return { world, write, first, text };
  };

  it('is made of what the person writes, told, and taken back for good', async () => {
    const { world, write } = open();
    await write('a', 'Garden plan');
    expect(world.project.title).toBe('Garden plan');
    expect(world.said[0]).toContain('Garden plan');
    world.act?.();
    await quiet();
    expect(world.project.title).toBe('Untitled');
    await write('b', 'Another');
    expect(world.project.title).toBe('Untitled');
  });

  it('is never put over a name that somebody gave, and not taken back over one', async () => {
    const named = open('Ada’s board');
    await named.write('a', 'Garden plan');
    expect(named.world.project.title).toBe('Ada’s board');
    const { world, write } = open();
    await write('a', 'Garden plan');
    world.project.title = 'Renamed';
    world.act?.();
    await quiet();
    expect(world.project.title).toBe('Renamed');
  });

  it('is not made of what others write, or of nothing', async () => {
    const { world, write, first, text } = open();
    first.look([text('x', 'By somebody else')], { editingTextElement: null });
    await write('a', '');
    expect(world.project.title).toBe('Untitled');
  });
});

describe('the picture of a board', () => {
  let made: number;
  let isAlone: boolean;
  let isAble: boolean;
  let keeper: PictureKeeper;
  beforeEach(() => {
    made = 0;
    isAlone = false;
    isAble = true;
    keeper = new PictureKeeper({
      ...time,
      isAlone: () => isAlone,
      isAble: () => isAble,
      make: async () => void made++,
    });
  });

  it('is made after a pause by who drew last, and by nobody else', () => {
    keeper.changed('own');
    time.pass(PAUSE_MS - 1);
    keeper.changed('own');
    time.pass(PAUSE_MS - 1);
    expect(made).toBe(0);
    time.pass(1);
    expect(made).toBe(1);
    keeper.changed('own');
    keeper.changed('other');
    time.pass(2 * APART_MS);
    expect(made).toBe(1);
    isAlone = true;
    keeper.changed('other');
    time.pass(2 * APART_MS);
    expect(made).toBe(2);
  });

  it('is made seldom, however much is drawn', () => {
    for (let ms = 0; ms < 10 * APART_MS; ms += PAUSE_MS + 1) {
      keeper.changed('own');
      time.pass(PAUSE_MS + 1);
    }
    expect(made).toBeLessThanOrEqual(11);
    expect(made).toBeGreaterThan(0);
  });

  it('is made by who leaves and has drawn since the last one', () => {
    keeper.changed('other');
    keeper.left();
    expect(made).toBe(0);
    keeper.changed('own');
    keeper.changed('other');
    keeper.left();
    keeper.close();
    time.pass(2 * APART_MS);
    expect(made).toBe(1);
  });

  it('is not made by who may only look', () => {
    isAble = false;
    keeper.changed('own');
    time.pass(2 * APART_MS);
    keeper.close();
    expect(made).toBe(0);
  });
});
