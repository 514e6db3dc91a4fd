import { type Change, equal, type Project, type Props } from '@easel/sdk';
import { labelOf } from '../model/label.ts';
import type { Consequences } from '../model/ObjectEditor.ts';

/** `layout.ts`, which loads with Excalidraw. */
export type Engine = typeof import('./layout.ts');

/** Properties of a text that make it look otherwise. */
const LOOKS = ['originalText', 'fontSize', 'fontFamily', 'lineHeight', 'textAlign', 'verticalAlign'];
const PLACE = ['x', 'y', 'width', 'height'];

/**
 * Lays out what is written in a form, so that the board can draw it. It does so at once; what was written before
 * Excalidraw or a font was here is laid out again then, without a step of undo of its own.
 */
export class TextLayout {
  readonly #project: Pick<Project, 'objects' | 'edit'>;
  readonly #load: () => Promise<Engine>;
  /** Letters whose fonts are here, each with its font. */
  readonly #fonts = new Set<string>();
  #loading: Promise<Engine> | undefined;
  /** Once it can measure. */
  #engine: Engine | undefined;
  #isClosed = false;

  constructor(project: Pick<Project, 'objects' | 'edit'>, load: () => Promise<Engine>) {
    this.#project = project;
    this.#load = load;
  }

  /** Loads what is needed to lay out this text as it is now. Whether there was anything to load. */
  async prepare(id: string): Promise<boolean> {
    this.#loading ??= this.#load().catch((failure) => {
      this.#loading = undefined; // the server is away: the next one who asks tries again
      throw failure;
    });
    const engine = await this.#loading;
    const text = this.#project.objects.get(id);
    if (!isText(text)) return false;
    const missing = [...new Set(String(text.originalText))].filter(
      (letter) => !this.#fonts.has(`${text.fontFamily} ${letter}`),
    );
    if (this.#engine !== undefined && missing.length === 0) return false;
    await engine.loadFonts(text, missing.join(''));
    for (const letter of missing) this.#fonts.add(`${text.fontFamily} ${letter}`);
    this.#engine = engine;
    return true;
  }

  /** The changes that this one comes with. */
  readonly consequences: Consequences = (id, set, objects) => {
    const props = objects.get(id);
    if (props === undefined) return [];
    const next = { ...props, ...set };
    if (isText(next)) {
      if (!LOOKS.some((name) => name in set)) return [];
      void this.#again(id);
      return this.#changes(id, next, set, objects);
    }
    const label = labelOf(id, props, objects);
    if (label === undefined || !PLACE.some((name) => name in set)) return [];
    const own: Change = { op: 'patch', id, set };
    const layout = this.#engine?.layOut(label.props, next);
    if (layout === undefined) return [own, ...moved(label.id, label.props, props, next)];
    return [
      { op: 'patch', id, set: { ...set, ...layout.shape } },
      { op: 'patch', id: label.id, set: layout.text },
    ];
  };

  close(): void {
    this.#isClosed = true;
  }

  #changes(id: string, text: Props, set: Props, objects: ReadonlyMap<string, Props>): Change[] {
    const container = typeof text.containerId === 'string' ? text.containerId : undefined;
    const shape = container === undefined ? undefined : objects.get(container);
    const layout = this.#engine?.layOut(text, shape);
    if (layout === undefined) return [{ op: 'patch', id, set: { ...set, ...words(set) } }];
    const changes: Change[] = [{ op: 'patch', id, set: { ...set, ...layout.text } }];
    if (container !== undefined && layout.shape) {
      changes.push({ op: 'patch', id: container, set: layout.shape });
    }
    return changes;
  }

  /** Lays it out again when the fonts are here, where that makes a difference. */
  async #again(id: string): Promise<void> {
    try {
      if (!(await this.prepare(id))) return;
    } catch {
      return; // the next letter tries again
    }
    const text = this.#project.objects.get(id);
    if (this.#isClosed || !isText(text)) return;
    const changes = this.#changes(id, text, {}, this.#project.objects).filter(
      (change) => change.op === 'patch' && this.#isNews(change.id, change.set ?? {}),
    );
    if (changes.length > 0) this.#project.edit(changes, { history: 'none' });
  }

  #isNews(id: string, set: Props): boolean {
    const props = this.#project.objects.get(id);
    return props !== undefined && Object.entries(set).some(([name, value]) => !equal(props[name], value));
  }
}

function isText(props: Props | undefined): props is Props {
  return props?.type === 'text' && typeof props.originalText === 'string';
}

/** Until it can be broken into lines, a text is drawn as it was typed. */
function words(set: Props): Props {
  return set.originalText === undefined ? {} : { text: set.originalText };
}

/** The label goes along with its shape. */
function moved(id: string, label: Props, before: Props, after: Props): Change[] {
  const set: Record<string, number> = {};
  for (const name of ['x', 'y'] as const) {
    const by = Number(after[name]) - Number(before[name]);
    if (by !== 0 && typeof label[name] === 'number') set[name] = label[name] + by;
  }
  return Object.keys(set).length > 0 ? [{ op: 'patch', id, set }] : [];
}
