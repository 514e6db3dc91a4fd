import type { Imported, Watch } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { type Takers, takeFiles } from '../src/board/controller/takeFiles.ts';
import { takePasted } from '../src/board/controller/takePasted.ts';
import { type ImportPorts, Imports, type Place } from '../src/board/importing/Imports.ts';
import { beginsAsDrawing, canCarryScene, isDrawing } from '../src/board/importing/kinds.ts';
import { carriesScene, withoutScene } from '../src/board/importing/pictureScene.ts';
import { reasonsOf } from '../src/board/importing/reasons.ts';

/** A server that answers when it is told to, and a board that does what it is told. */
class World {
  readonly log: string[] = [];
  readonly sent: { name: string; at: Place | undefined; watch: Watch }[] = [];
  readonly answers: { resolve: (imported: Imported) => void; reject: (error: unknown) => void }[] = [];
  isOnline = true;
  readonly imports: Imports;

  constructor() {
    const ports: ImportPorts = {
      isOnline: () => this.isOnline,
      send: (file, at, watch) => {
        this.sent.push({ name: (file as File).name, at, watch });
        return new Promise((resolve, reject) => {
          this.answers.push({ resolve, reject });
          watch.signal.addEventListener('abort', () => reject(watch.signal.reason));
        });
      },
      arrive: async (ids) => void this.log.push(`arrive ${ids}`),
      beside: (ids) => (ids.length === 0 ? undefined : { x: ids.length * 1_000, y: 5 }),
      adopt: (ids) => this.log.push(`adopt ${ids}`),
      undo: () => this.log.push('undo'),
      explain: (error) => (error as Error).message,
      say: (message) => this.log.push(message),
    };
    this.imports = new Imports(ports);
  }

  async answer(ids: readonly string[], more: Partial<Imported> = {}): Promise<void> {
    this.sent.at(-1)?.watch.sent(1);
    const imported = { seq: 1, objects: ids.length, files: 0, skipped: [], skippedCount: 0, ids, ...more };
    this.answers.at(-1)?.resolve(imported);
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const file = (name: string) => new File(['{}'], name);

/** What a board does with files that it takes; its methods are its own, as the controller's are. */
class Taker {
  readonly #said: string[] = [];
  readonly added: { id: string; elements: readonly { x: number }[] }[][] = [];
  readonly imported: string[] = [];
  readonly canvas = {
    updateLibrary: async ({ libraryItems }: { libraryItems: never }) => {
      this.added.push(libraryItems);
      return [];
    },
  } as unknown as Takers['canvas'];
  readonly imports = {
    import: async (files: readonly File[]) => void this.imported.push(...files.map(({ name }) => name)),
  };

  say(message: string): void {
    this.#said.push(message);
  }

  get said(): readonly string[] {
    return this.#said;
  }
}

describe('files that are dropped or pasted', () => {
  const shape = { id: 's', type: 'rectangle', x: 1, y: 2, width: 3, height: 4 };
  const library = (name: string, content: object) =>
    new File([JSON.stringify({ type: 'excalidrawlib', ...content })], name);

  it('are drawings for the board, or libraries for the Library', async () => {
    const taker = new Taker();
    const items = [{ id: 'i', status: 'published', created: 5, name: 'A box', elements: [shape] }];
    const good = library('a.excalidrawlib', { version: 2, libraryItems: items });
    const files = [good, ...['b.excalidraw', 'bad.EXCALIDRAWLIB', 'c.md'].map(file)];
    await takeFiles(files, taker);
    expect(taker.added).toEqual([[{ ...items[0], elements: [expect.objectContaining(shape)] }]]);
    expect(taker.imported).toEqual(['b.excalidraw', 'c.md']);
    expect(taker.said).toEqual([expect.stringContaining('bad.EXCALIDRAWLIB cannot be read as a library')]);
  });

  it('are libraries as far as they can be read, of any version', async () => {
    const taker = new Taker();
    const stroke = { ...shape, type: 'freedraw', points: [[0, 0], null, [9, 9]] };
    const odd = [null, 5, {}, [], [null], { elements: null }, { elements: [shape, { ...shape, x: 'left' }] }];
    await takeFiles(
      [
        library('old.excalidrawlib', {
          version: 1,
          library: [[shape], [{ ...shape, isDeleted: true }, shape]],
        }),
        library('odd.excalidrawlib', {
          version: 7,
          libraryItems: [...odd, { id: 'a', elements: [stroke] }, { id: 'a', elements: [shape] }],
        }),
        ...['{}', '{"libraryItems":5}', '{"libraryItems":[[null]]}', 'null', '[]', '', '{'].map(
          (text, at) => new File([text.replace('{"', '{"type":"excalidrawlib","')], `${at}.excalidrawlib`),
        ),
      ],
      taker,
    );
    expect(taker.added.map((items) => items.map(({ elements }) => elements.length))).toEqual([
      [1, 1],
      [1, 1, 1],
    ]);
    const [, second = []] = taker.added;
    expect(new Set(second.map(({ id }) => id)).size).toBe(3);
    expect(taker.said).toEqual([
      '8 items of odd.excalidrawlib cannot be read, or only in part. The rest is in your library.',
      ...Array.from({ length: 7 }, (_, at) => expect.stringContaining(`${at}.excalidrawlib cannot be read`)),
    ]);
  });
});

describe('what is pasted', () => {
  const shape = { id: 's', type: 'rectangle', x: 1, y: 2, width: 3, height: 4 };
  const paste = (pasted: object) => {
    const said: string[] = [];
    const isTaken = takePasted(pasted as Parameters<typeof takePasted>[0], (words) => said.push(words));
    return { isTaken, said };
  };

  it('is what of it can be drawn, and the rest is told', () => {
    const odd = [null, 5, { ...shape, type: 'hologram' }, { ...shape, x: 1e308 }, { type: 'arrow' }];
    const pasted = { elements: [...odd, { ...shape, groupIds: 'all', x: '7' }, shape] };
    expect(paste(pasted)).toEqual({
      isTaken: true,
      said: ['5 pasted objects cannot be shown, or only in part. Something in them is broken.'],
    });
    expect(pasted.elements).toEqual([{ ...shape, x: 7 }, shape]);
    expect(paste({ elements: [null] })).toMatchObject({ isTaken: false, said: [expect.any(String)] });
  });

  it('is left to Excalidraw where it is no elements, or their short form', () => {
    const short = [{ type: 'arrow', x: 0, y: 0, label: { text: 'goes' } }];
    for (const pasted of [{ text: 'words' }, { programmaticAPI: true, elements: short }, {}]) {
      const before = structuredClone(pasted);
      expect(paste(pasted)).toEqual({ isTaken: true, said: [] });
      expect(pasted).toEqual(before);
    }
  });
});

describe('an import', () => {
  it('is one step of undo, however many files there are, which lie beside each other', async () => {
    const world = new World();
    void world.imports.import([file('a.excalidraw'), file('b.json')]);
    expect(world.imports.state.get()).toMatchObject({ kind: 'running', number: 1, count: 2, sent: 0 });
    await world.answer(['1', '2']);
    expect(world.imports.state.get()).toMatchObject({ file: 'b.json', number: 2, sent: 0 });
    await world.answer(['3']);
    expect(world.sent.map(({ name, at }) => [name, at])).toEqual([
      ['a.excalidraw', undefined],
      ['b.json', { x: 2_000, y: 5 }],
    ]);
    expect(world.log).toEqual(['arrive 1,2', 'arrive 3', 'adopt 1,2,3', '3 objects imported']);
    expect(world.imports.state.get()).toBeUndefined();
  });

  it('names what was left out, and the files that came to nothing', async () => {
    const world = new World();
    void world.imports.import([file('a'), file('b')]);
    const skipped = [{ element: 'i2', type: 'image', reason: 'its picture is not in the file' }];
    await world.answer(['1'], { skipped, skippedCount: 1 });
    world.answers[1]?.reject(new Error('no drawing in it'));
    await settled();
    expect(world.imports.state.get()).toEqual({
      kind: 'told',
      objects: 1,
      files: [
        { name: 'a', skipped, skippedCount: 1, failure: undefined },
        { name: 'b', skipped: [], skippedCount: 0, failure: 'no drawing in it' },
      ],
    });
    world.imports.dismiss();
    expect(world.imports.state.get()).toBeUndefined();
  });

  it('is refused at once while the server cannot be reached, and while there is another one', async () => {
    const world = new World();
    world.isOnline = false;
    await world.imports.import([file('a')]);
    expect([world.sent.length, world.log.length, world.imports.state.get()]).toEqual([0, 1, undefined]);
    world.isOnline = true;
    void world.imports.import([file('a')]);
    await world.imports.import([file('b')]);
    expect(await world.imports.ask(['c.png'])).toBe('nothing');
    expect([world.sent.length, world.log.length]).toEqual([1, 3]);
  });

  it('that is cancelled while it is being sent has sent nothing, and takes back the files before', async () => {
    const world = new World();
    const done = world.imports.import([file('a'), file('b'), file('c')]);
    await world.answer(['1']);
    world.sent[1]?.watch.sent(0.5);
    world.imports.cancel();
    await done;
    expect(world.sent[1]?.watch.signal.aborted).toBe(true);
    expect(world.log.slice(1, 3)).toEqual(['adopt 1', 'undo']);
    expect([world.sent.length, world.imports.state.get()]).toEqual([2, undefined]);
  });

  it('that is cancelled once the server has all of it is waited for, and taken back', async () => {
    const world = new World();
    const done = world.imports.import([file('a')]);
    world.sent[0]?.watch.sent(1);
    world.imports.cancel();
    expect(world.sent[0]?.watch.signal.aborted).toBe(false);
    expect(world.imports.state.get()).toMatchObject({ isCancelled: true });
    await world.answer(['1', '2']);
    await done;
    expect(world.log.slice(0, 3)).toEqual(['arrive 1,2', 'adopt 1,2', 'undo']);
  });
});

describe('a picture', () => {
  const chunk = (type: string, data: string) => {
    const bytes = Uint8Array.from(`....${type}${data}....`, (letter) => letter.charCodeAt(0));
    new DataView(bytes.buffer).setUint32(0, data.length);
    return [...bytes];
  };
  const png = (...chunks: number[][]) =>
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...chunks.flat()]);
  const scene = chunk('tEXt', 'application/vnd.excalidraw+json\0{}');
  const others = [chunk('IHDR', 'size'), chunk('tEXt', 'Author\0Ada'), chunk('IEND', '')] as const;

  it('carries a scene where it says so, and is the same without it otherwise', () => {
    const [first, text, last] = others;
    const picture = png(first, scene, text, last);
    expect(carriesScene(picture)).toBe(true);
    expect(withoutScene(picture)).toEqual(png(first, text, last));
    expect(carriesScene(png(first, text, last))).toBe(false);
    expect(carriesScene(png(first, scene.slice(0, 20)))).toBe(false);
    expect(carriesScene(new Uint8Array())).toBe(false);
  });

  it('that is an SVG does so in its comments', () => {
    const payload = '<!-- payload-start -->eyJ9<!-- payload-end -->';
    const type = '<!-- payload-type:application/vnd.excalidraw+json -->';
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(carriesScene(bytes(`<svg>${type}${payload}é</svg>`))).toBe(true);
    expect(new TextDecoder().decode(withoutScene(bytes(`<svg>${type}${payload}é</svg>`)))).toBe(
      `<svg>${type}é</svg>`,
    );
    expect(carriesScene(bytes('<svg></svg>'))).toBe(false);
  });
});

it('files are known by their names', () => {
  expect(['a.excalidraw', 'A.JSON', 'b.excalidrawlib', 'n.excalidraw.md'].every(isDrawing)).toBe(true);
  expect(['a.png', 'excalidraw', 'a.json.txt'].some(isDrawing)).toBe(false);
  expect(
    canCarryScene({ name: 'a.PNG', type: '' }) && canCarryScene({ name: '', type: 'image/svg+xml' }),
  ).toBe(true);
  expect(canCarryScene({ name: 'a.jpg', type: 'image/jpeg' })).toBe(false);
});

it('a drawing is known by its beginning where its name tells nothing', async () => {
  for (const text of ['{}', '\ufeff \n[{', '  {"type"'])
    expect(await beginsAsDrawing(new Blob([text]))).toBe(true);
  for (const text of ['', 'words {', '%PDF', '<svg'])
    expect(await beginsAsDrawing(new Blob([text]))).toBe(false);
  const folder = { slice: () => ({ text: () => Promise.reject(new Error('a folder')) }) };
  expect(await beginsAsDrawing(folder as never)).toBe(false);
});

describe('what was left out', () => {
  const skip = (element: string, type: string | null, reason: string, code?: string) => ({
    ...{ element, type, reason },
    ...(code !== undefined && { code }),
  });

  it('is told by reason, the most first', () => {
    const images = ['1', '2', '3', '4'].map((id) => skip(id, 'image', 'gone'));
    expect(reasonsOf([skip('s', 'star', 'odd'), ...images])).toEqual([
      { kind: 'Image', reason: 'gone', elements: ['1', '2', '3'], count: 4 },
      { kind: 'Object', reason: 'odd', elements: ['s'], count: 1 },
    ]);
  });

  it('is told in the words of the page where the server names a reason that is known here', () => {
    const told = reasonsOf([
      skip('a', 'image', 'its picture is somewhere else, at http://a', 'picture_elsewhere'),
      skip('b', 'image', 'its picture is somewhere else, at http://b', 'picture_elsewhere'),
      skip('s', 'star', 'a board cannot show the type "star"', 'unknown_type'),
      skip('n', 'line', 'for a reason of tomorrow', 'of_tomorrow'),
    ]);
    expect(told.map(({ reason, count }) => [reason, count])).toEqual([
      ['its picture is somewhere else, and is not fetched from there', 2],
      ['a board cannot show this type: star', 1],
      ['for a reason of tomorrow', 1],
    ]);
  });
});
