import type { Change, EditOptions, ProjectEvents, Props } from '@easel/sdk';
import type { Element } from '../src/board/adapter/element.ts';
import type { InteractionState } from '../src/board/adapter/interaction.ts';
import { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { Culprits } from '../src/board/mending/Culprits.ts';

/** An element with the properties of Excalidraw's that the adapter uses. */
export function element(id: string, more: Partial<Record<string, unknown>> = {}): Element {
  const base = {
    id,
    type: 'rectangle',
    x: 10,
    y: 20,
    width: 30,
    height: 40,
    index: 'a0',
    version: 1,
    versionNonce: 7,
    updated: 1,
    isDeleted: false,
    seed: 5,
    groupIds: [],
    boundElements: null,
  };
  return { ...base, ...more } as unknown as Element;
}

/** What has no size is not drawn. */
export const SIZE = { width: 30, height: 40 };

/** Changes an element in place, as Excalidraw does. */
export function mutate(target: Element, changes: Record<string, unknown>): Element {
  return Object.assign(target, changes, {
    version: target.version + 1,
    versionNonce: target.versionNonce + 1,
  });
}

export const idle: InteractionState = {
  cursorButton: 'up',
  newElement: null,
  multiElement: null,
  resizingElement: null,
  startBoundElement: null,
  editingTextElement: null,
  editingFrame: null,
  editingLinearElement: null,
  selectedLinearElement: null,
  selectedElementsAreBeingDragged: false,
  selectedElementIds: {},
  isResizing: false,
  isRotating: false,
  isCropping: false,
  croppingElementId: null,
};

export const unrestored = (raw: unknown): Element | undefined => raw as Element;

/** A scene and a project in memory; a test draws the frames. */
export class World {
  objects = new Map<string, Props>();
  elements: readonly Element[] = [];
  state: InteractionState = idle;
  readonly edits: { readonly changes: readonly Change[]; readonly how: EditOptions }[] = [];
  readonly rejected: string[] = [];
  readonly culprits = new Culprits();
  flaws: ReadonlyMap<string, string> = new Map();
  objectBytes = 256 << 10;
  revived = 0;
  commits = 0;
  shown = 0;
  restore = unrestored;
  refuse: Error | undefined;
  #frames: (() => void)[] = [];
  #listener: ((event: ProjectEvents['changed']) => void) | undefined;

  open(): SceneSync {
    const objectBytes = () => this.objectBytes;
    const project = {
      objects: this.objects,
      get limits() {
        return { object: objectBytes(), frame: 1 << 20, changes: 1_000, presence: 4 << 10 };
      },
      undo: { commitBatch: () => void this.commits++ },
      edit: (changes: readonly Change[], how: EditOptions = {}) => {
        if (this.refuse) throw this.refuse;
        this.edits.push({ changes, how });
        for (const change of changes) this.#apply(change);
        this.#listener?.({ ids: new Set(changes.map(({ id }) => id)), origin: 'own' });
      },
      on: (_: string, listener: never) => {
        this.#listener = listener;
        return () => {
          this.#listener = undefined;
        };
      },
    };
    const scene = {
      elements: () => this.elements,
      interaction: () => this.state,
      show: (elements: readonly Element[]) => {
        this.elements = elements;
        this.shown++;
        distinct(elements);
      },
    };
    return new SceneSync(project, scene, {
      restore: (raw) => this.restore(raw),
      nextFrame: (callback) => void this.#frames.push(callback),
      rejected: ({ message }, { length }, isPart) =>
        void this.rejected.push(`${length}${isPart ? ' in part' : ''}: ${message}`),
      culprits: this.culprits,
      failed: (reason) => void this.rejected.push(`failed: ${String(reason)}`),
      flawed: (flaws) => {
        this.flaws = flaws;
      },
      revived: () => void this.revived++,
    });
  }

  /** What others did. */
  remote(objects: Record<string, Props | undefined>): void {
    for (const [id, props] of Object.entries(objects)) {
      if (props === undefined) this.objects.delete(id);
      else this.objects.set(id, props);
    }
    this.#listener?.({ ids: new Set(Object.keys(objects)), origin: 'remote' });
  }

  frame(): number {
    const frames = this.#frames;
    this.#frames = [];
    for (const draw of frames) draw();
    return frames.length;
  }

  changes(): readonly Change[] {
    return this.edits.flatMap((edit) => edit.changes);
  }

  #apply(change: Change): void {
    if (change.op === 'delete') this.objects.delete(change.id);
    else if (change.op === 'put') this.objects.set(change.id, change.props);
    else {
      const next: Record<string, unknown> = { ...this.objects.get(change.id), ...change.set };
      for (const [name, { values }] of Object.entries(change.append ?? {})) {
        next[name] = [...(next[name] as unknown[]), ...values];
      }
      this.objects.set(change.id, next as Props);
    }
  }
}

/** Excalidraw does not accept two elements with one index. */
function distinct(elements: readonly Element[]): void {
  elements.forEach((here, at) => {
    const below = elements[at - 1]?.index;
    if (below !== undefined && here.index === below) mutate(here, { index: `${below}V` });
  });
}
