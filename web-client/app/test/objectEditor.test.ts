import type { Change, EditOptions, ProjectEvents, Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf } from '../src/object/model/fields.ts';
import { ObjectEditor } from '../src/object/model/ObjectEditor.ts';
import { type Engine, TextLayout } from '../src/object/text/TextLayout.ts';

/** A project in memory; undo takes back the last edit. */
class World {
  readonly objects = new Map<string, Props>();
  readonly edits: { readonly changes: readonly Change[]; readonly how: EditOptions | undefined }[] = [];
  readonly #before: Map<string, Props>[] = [];
  #listeners = new Set<(event: ProjectEvents['changed']) => void>();
  commits = 0;
  refuse: string | undefined;

  readonly project = {
    objects: this.objects as ReadonlyMap<string, Props>,
    undo: {
      commitBatch: () => {
        this.commits++;
      },
      undo: () => {
        const before = this.#before.pop();
        if (before === undefined) return false;
        const ids = [...before.keys()];
        for (const [id, props] of before) this.objects.set(id, props);
        this.#tell(ids, 'undo');
        return true;
      },
      redo: () => false,
    },
    edit: (changes: readonly Change[], how?: EditOptions) => {
      if (this.refuse !== undefined) throw new Error(this.refuse);
      this.edits.push({ changes, how });
      const known = changes.filter(({ id }) => this.objects.has(id));
      this.#before.push(new Map(known.map(({ id }) => [id, this.objects.get(id) as Props])));
      for (const change of changes) {
        if (change.op === 'patch') {
          this.objects.set(change.id, { ...this.objects.get(change.id), ...change.set } as Props);
        }
      }
      this.#tell(
        changes.map(({ id }) => id),
        'own',
      );
    },
    on: (_: string, listener: (event: never) => void) => {
      const heard = listener as unknown as (event: ProjectEvents['changed']) => void;
      this.#listeners.add(heard);
      return () => this.#listeners.delete(heard);
    },
  };

  /** What others do. */
  remote(id: string, props: Props | undefined): void {
    if (props === undefined) this.objects.delete(id);
    else this.objects.set(id, props);
    this.#tell([id], 'remote');
  }

  open(id = 'a', layout = new TextLayout(this.project as never, () => Promise.reject())): ObjectEditor {
    return new ObjectEditor(
      this.project as never,
      id,
      layout.consequences,
      (error) => `Not taken: ${(error as Error).message}`,
    );
  }

  field(name: string, id = 'a'): Field {
    return fieldsOf(this.objects.get(id) ?? {}).find((it) => it.name === name) as Field;
  }

  #tell(ids: readonly string[], origin: 'own' | 'undo' | 'remote'): void {
    for (const listener of this.#listeners) listener({ ids: new Set(ids), origin });
  }
}

function opened(props: Props) {
  const world = new World();
  world.objects.set('a', props);
  return { world, editor: world.open() };
}

describe('the field in hand', () => {
  it('makes an edit of each letter, and a step of undo of each word', () => {
    const { world, editor } = opened({ title: '' });
    editor.take('a', world.field('title'));
    for (const text of ['o', 'on', 'on ', 'on t', 'on to']) editor.type(text);
    expect(world.edits.map(({ changes }) => changes)).toEqual(
      ['o', 'on', 'on ', 'on t', 'on to'].map((title) => [{ op: 'patch', id: 'a', set: { title } }]),
    );
    expect(world.edits.every(({ how }) => how?.history === 'typing' && how.live === undefined)).toBe(true);
    expect(world.commits).toBe(1);
    editor.release();
    expect(world.commits).toBe(2);
    expect(editor.shown().hand).toBeUndefined();
  });

  it('keeps what is typed while others change it, and says so; others’ changes elsewhere are shown', () => {
    const { world, editor } = opened({ title: 'A', text: 'x' });
    editor.take('a', world.field('title'));
    editor.type('A1');
    world.remote('a', { title: 'theirs', text: 'theirs too' });
    expect(editor.shown()).toMatchObject({
      props: { text: 'theirs too' },
      hand: { text: 'A1', theirs: { value: 'theirs' } },
    });
    world.remote('a', { title: 'A1', text: 'x' });
    expect(editor.shown().hand?.theirs).toBeUndefined();
    world.remote('a', { title: 'again', text: 'x' });
    editor.takeTheirs();
    expect(editor.shown().hand).toMatchObject({ text: 'again', theirs: undefined });
  });

  it('shows what undo has made of it', () => {
    const { world, editor } = opened({ title: 'A' });
    editor.take('a', world.field('title'));
    editor.type('AB');
    editor.undo();
    expect(editor.shown().hand).toMatchObject({ text: 'A', seen: 'A', theirs: undefined });
  });

  it('says what is not taken, and sends nothing of it', () => {
    const { world, editor } = opened({ hours: 1 });
    editor.take('a', world.field('hours'));
    editor.type('1x');
    expect(editor.shown().hand).toMatchObject({ text: '1x', problem: 'This is not a number yet.' });
    expect(world.edits).toEqual([]);
    world.refuse = 'too much';
    editor.type('12');
    expect(editor.shown().hand?.problem).toBe('Not taken: too much');
    world.refuse = undefined;
    editor.type('13');
    expect(editor.shown().hand?.problem).toBeUndefined();
    expect(world.objects.get('a')).toEqual({ hours: 13 });
  });

  it('is cleaned of what no server takes, and what is typed after it is kept', () => {
    const { world, editor } = opened({ title: '', data: {} });
    editor.take('a', world.field('title'));
    editor.type('x\0y\ud83d');
    editor.type('x\0y\ud83d and more');
    expect(world.objects.get('a')).toMatchObject({ title: 'xy\ufffd and more' });
    expect(editor.shown().hand?.theirs).toBeUndefined();
    editor.take('a', world.field('data'));
    editor.type('{"a": "\\u0000b", "c": [1e999]}');
    expect(world.objects.get('a')).toMatchObject({ data: { a: 'b', c: [0] } });
  });

  it('of an object that is deleted gives back its words', () => {
    const { world, editor } = opened({ title: 'A' });
    editor.take('a', world.field('title'));
    editor.type('A long sentence');
    world.remote('a', undefined);
    expect(editor.shown()).toMatchObject({
      props: undefined,
      hand: undefined,
      deleted: { words: 'A long sentence', props: { title: 'A long sentence' } },
    });
    world.remote('a', { title: 'back' });
    expect(editor.shown()).toMatchObject({ deleted: undefined, props: { title: 'back' } });
  });
});

describe('an object', () => {
  it('that was never there is no deleted one', () => {
    const world = new World();
    const editor = world.open();
    world.remote('b', {});
    expect(editor.shown()).toMatchObject({ props: undefined, deleted: undefined });
    world.remote('a', { x: 1 });
    expect(editor.shown().props).toEqual({ x: 1 });
  });

  it('is changed by a choice as one step', () => {
    const { world, editor } = opened({ done: false });
    editor.choose('a', world.field('done'), true);
    expect(world.edits).toEqual([
      { changes: [{ op: 'patch', id: 'a', set: { done: true } }], how: { history: 'discrete' } },
    ]);
  });

  it('tells of a step of undo that was elsewhere', () => {
    const { world, editor } = opened({ title: 'A' });
    world.objects.set('b', { x: 1 });
    world.project.edit([{ op: 'patch', id: 'b', set: { x: 2 } }]);
    editor.undo();
    expect(editor.shown().note).toContain('on the board');
    editor.take('a', world.field('title'));
    expect(editor.shown().note).toBeUndefined();
  });

  it('is let go when the form is closed', () => {
    const { world, editor } = opened({ title: 'A' });
    editor.close();
    world.remote('a', { title: 'B' });
    expect(editor.shown().props).toEqual({ title: 'A' });
  });
});

describe('a text on the board', () => {
  const SHAPE: Props = { type: 'rectangle', x: 10, y: 20, width: 100, height: 40, boundElements: [] };
  const label: Props = { type: 'text', containerId: 's', text: 'a', originalText: 'a', x: 15, y: 25 };

  function labelled() {
    const world = new World();
    world.objects.set('s', { ...SHAPE, boundElements: [{ id: 't', type: 'text' }] });
    world.objects.set('t', label);
    const laid: [Props, Props | undefined][] = [];
    const fonts: string[] = [];
    const engine: Engine = {
      layOut: (text, shape) => {
        laid.push([text, shape]);
        return { text: { text: `[${text.originalText}]`, y: 1 }, shape: shape && { height: 99 } };
      },
      loadFonts: async (_, letters) => {
        fonts.push(letters);
      },
    };
    const layout = new TextLayout(world.project as never, async () => engine);
    return { world, engine, layout, laid, fonts, editor: world.open('s', layout) };
  }

  it('is edited on the page of its shape, which grows for it', async () => {
    const { world, layout, editor } = labelled();
    await layout.prepare('t');
    expect(editor.shown().label?.id).toBe('t');
    editor.take('t', world.field('originalText', 't'));
    editor.type('ab');
    expect(world.edits.at(-1)?.changes).toEqual([
      { op: 'patch', id: 't', set: { originalText: 'ab', text: '[ab]', y: 1 } },
      { op: 'patch', id: 's', set: { height: 99 } },
    ]);
    expect(editor.shown().label?.props.originalText).toBe('ab');
  });

  it('that is written before the fonts are here is laid out when they are, without a step of undo', async () => {
    const { world, editor, fonts } = labelled();
    editor.take('t', world.field('originalText', 't'));
    editor.type('ab');
    expect(world.edits.at(-1)?.changes).toEqual([
      { op: 'patch', id: 't', set: { originalText: 'ab', text: 'ab' } },
    ]);
    await expect.poll(() => world.edits.length).toBe(2);
    expect(fonts).toEqual(['ab']);
    expect(world.edits.at(-1)).toMatchObject({
      changes: [
        { id: 't', set: { text: '[ab]', y: 1 } },
        { id: 's', set: { height: 99 } },
      ],
      how: { history: 'none' },
    });
  });

  it('is laid out by its first letter, where Excalidraw could not be loaded with the page', async () => {
    const { world, engine } = labelled();
    const answers = [Promise.reject(new TypeError('away')), Promise.resolve(engine)];
    const layout = new TextLayout(world.project as never, () => answers.shift() ?? Promise.reject());
    await expect(layout.prepare('t')).rejects.toThrow('away');
    const editor = world.open('s', layout);
    editor.take('t', world.field('originalText', 't'));
    editor.type('ab');
    await expect.poll(() => world.objects.get('t')?.text).toBe('[ab]');
  });

  it('asks for a font only for letters that it has not had', async () => {
    const { world, layout, editor, fonts } = labelled();
    await layout.prepare('t');
    editor.take('t', world.field('originalText', 't'));
    for (const text of ['ab', 'aba', 'abab', 'ababc']) editor.type(text);
    await expect.poll(() => fonts.length).toBeGreaterThan(1);
    expect(
      [...fonts.join('')]
        .sort()
        .join('')
        .replace(/(.)\1+/g, '$1'),
    ).toBe('abc');
    expect(fonts.every((letters) => letters.length <= 2)).toBe(true);
  });

  it('goes along when its shape is moved, and is broken anew when that gets another size', async () => {
    const { world, layout, laid, editor } = labelled();
    editor.take('s', world.field('x', 's'));
    editor.type('30');
    expect(world.edits.at(-1)?.changes).toEqual([
      { op: 'patch', id: 's', set: { x: 30 } },
      { op: 'patch', id: 't', set: { x: 35 } },
    ]);
    await layout.prepare('t');
    editor.take('s', world.field('width', 's'));
    editor.type('50');
    expect(laid.at(-1)?.[1]).toMatchObject({ width: 50, x: 30 });
    expect(world.edits.at(-1)?.changes).toEqual([
      { op: 'patch', id: 's', set: { width: 50, height: 99 } },
      { op: 'patch', id: 't', set: { text: '[a]', y: 1 } },
    ]);
  });
});
