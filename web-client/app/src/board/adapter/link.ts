import { equal, type Project } from '@easel/sdk';
import { Arrows, listOf } from './arrows.ts';
import type { Element } from './element.ts';
import { type Hand, type HandState, handOf } from './hand.ts';
import { ordered } from './order.ts';
import { deleted, elementOf, type Restore } from './paint.ts';
import { portions } from './portions.ts';
import { Seen } from './seen.ts';

/** The canvas, as the link needs it. */
export interface Scene {
  elements(): readonly Element[];
  hand(): HandState;
  show(elements: readonly Element[]): void;
}

export type Document = Pick<Project, 'objects' | 'edit' | 'on'> & {
  readonly undo: Pick<Project['undo'], 'commitBatch'>;
};

export interface LinkPorts {
  readonly restore: Restore;
  /** Runs the callback before the next frame is drawn. Receiving only: nothing sent ever waits for a frame. */
  readonly nextFrame: (callback: () => void) => void;
  /** Tells of a change that can never be kept. */
  readonly rejected: (reason: Error) => void;
}

/**
 * Keeps a canvas and a project's document the same: what the person does becomes edits at once; what others do is
 * drawn once a frame, except for elements under the person's hand, which follow when it lets go.
 */
export class Link {
  readonly #document: Document;
  readonly #scene: Scene;
  readonly #ports: LinkPorts;
  readonly #seen = new Seen();
  readonly #arrows = new Arrows();
  /** Objects that changed in the document and not yet on the canvas. At most as many as there are objects. */
  readonly #waiting = new Set<string>();
  /** Elements made by the gesture under way: Excalidraw may take them back without a word. */
  readonly #newborn = new Set<string>();
  readonly #stop: () => void;
  #frame = false;
  #closed = false;
  #last: Hand = { gesture: false, typing: false, holds: new Set() };

  constructor(document: Document, scene: Scene, ports: LinkPorts) {
    this.#document = document;
    this.#scene = scene;
    this.#ports = ports;
    this.#stop = document.on('changed', ({ ids, origin }) => {
      const otherwise = this.#note(ids);
      if (origin !== 'own') this.draw(ids);
      this.draw(otherwise);
    });
    this.#note(document.objects.keys());
    this.draw(document.objects.keys());
  }

  /** Looks at what the person changed. Called at every change of the canvas, and before drawing what others did. */
  collect(elements: readonly Element[], state: HandState): void {
    if (this.#closed) return;
    const hand = handOf(state);
    const { changes, lost } = this.#seen.changes(elements, this.#document.objects);
    for (const change of changes) if (change.op === 'put' && hand.gesture) this.#newborn.add(change.id);
    const takenBack = lost.filter((id) => this.#newborn.has(id));
    const all = [...changes, ...takenBack.map((id) => ({ op: 'delete', id }) as const)];
    if (all.length > 0) this.#edit(all, hand);
    // Excalidraw dropped them, nobody deleted them (it loads a drawing in place of the whole canvas).
    this.draw(lost.filter((id) => !this.#newborn.has(id)));
    this.#settle(hand);
  }

  /** Draws these objects before the next frame. */
  draw(ids: Iterable<string>): void {
    for (const id of ids) this.#waiting.add(id);
    if (this.#waiting.size > 0) this.#schedule();
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  /** Returns the shapes whose arrows are others, after these changes, than the canvas shows. */
  #note(ids: Iterable<string>): readonly string[] {
    const { objects } = this.#document;
    const shapes = new Set<string>();
    for (const id of ids) for (const shape of this.#arrows.note(id, objects.get(id))) shapes.add(shape);
    return [...shapes].filter((id) => {
      const [shape, shown] = [objects.get(id), this.#seen.props(id)];
      return shape && shown && !equal(listOf(this.#arrows.completed(id, shape)), listOf(shown));
    });
  }

  #edit(changes: Parameters<Document['edit']>[0], hand: Hand): void {
    const edits = portions(changes);
    const typing = hand.typing || this.#last.typing;
    // The last change of a gesture or a text comes when the hand has let go; it belongs to the same step of undo.
    const batch = hand.gesture || this.#last.gesture || edits.length > 1;
    const history = typing ? 'typing' : batch ? 'gesture' : 'discrete';
    try {
      for (const edit of edits) this.#document.edit(edit, { history, live: true });
      if (history === 'gesture' && !hand.gesture) this.#document.undo.commitBatch();
    } catch (reason) {
      this.#ports.rejected(reason as Error);
      // The canvas shows what is kept, no more.
      this.draw(changes.map(({ id }) => id));
    }
  }

  /** A step of undo ends where the hand lets go, and what waited for that is drawn. */
  #settle(hand: Hand): void {
    const last = this.#last;
    this.#last = hand;
    if ((last.gesture && !hand.gesture) || (last.typing && !hand.typing)) {
      this.#document.undo.commitBatch();
      this.#newborn.clear();
    }
    if (last.holds.size > 0 && this.#waiting.size > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#frame || this.#closed) return;
    this.#frame = true;
    this.#ports.nextFrame(() => {
      this.#frame = false;
      if (!this.#closed) this.#draw();
    });
  }

  #draw(): void {
    const state = this.#scene.hand();
    this.collect(this.#scene.elements(), state);
    const replaced = this.#replacements(handOf(state).holds);
    if (replaced.size === 0) return;
    this.#scene.show(this.#merged(replaced));
    this.#seen.refresh(this.#scene.elements(), replaced);
  }

  #replacements(holds: ReadonlySet<string>): Map<string, Element> {
    const here = new Map(this.#scene.elements().map((element) => [element.id, element]));
    const replaced = new Map<string, Element>();
    for (const id of this.#waiting) {
      if (holds.has(id)) continue;
      this.#waiting.delete(id);
      const next = this.#replacement(id, here.get(id));
      if (next !== undefined) replaced.set(id, next);
    }
    return replaced;
  }

  #replacement(id: string, old: Element | undefined): Element | undefined {
    const props = this.#document.objects.get(id);
    if (props === undefined) return old === undefined || old.isDeleted ? undefined : deleted(old);
    return elementOf(id, this.#arrows.completed(id, props), old, this.#ports.restore);
  }

  #merged(replaced: ReadonlyMap<string, Element>): readonly Element[] {
    const left = new Map(replaced);
    let moved = false;
    const elements = this.#scene.elements().map((element) => {
      const next = left.get(element.id);
      if (next === undefined) return element;
      left.delete(element.id);
      moved ||= next.index !== element.index || next.isDeleted !== element.isDeleted;
      return next;
    });
    if (left.size === 0 && !moved) return elements;
    return ordered([...elements, ...left.values()], this.#document.objects);
  }
}
