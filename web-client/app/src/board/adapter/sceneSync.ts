import { type Change, equal, type Project } from '@easel/sdk';
import { ArrowBindings, listOf } from './arrowBindings.ts';
import type { Element } from './element.ts';
import { type Interaction, type InteractionState, interactionOf, NO_INTERACTION } from './interaction.ts';
import { LastSeen } from './lastSeen.ts';
import { ordered } from './order.ts';
import { deleted, elementOf, type Restore } from './toElement.ts';

/** Excalidraw's scene, as far as it is needed here. */
export interface Scene {
  elements(): readonly Element[];
  interaction(): InteractionState;
  show(elements: readonly Element[]): void;
}

/** The part of a project that is needed here. */
export type SyncedProject = Pick<Project, 'objects' | 'edit' | 'on'> & {
  readonly undo: Pick<Project['undo'], 'commitBatch'>;
};

export interface SceneSyncPorts {
  readonly restore: Restore;
  /** Runs the callback before the next frame is drawn. Only drawing waits for a frame; sending never does. */
  readonly nextFrame: (callback: () => void) => void;
  /** Tells of a change that can never be kept. */
  readonly rejected: (reason: Error) => void;
}

/**
 * Keeps the scene and a project's objects the same. What the person does becomes edits at once. What others do is drawn
 * once a frame, except for elements that the person is changing: those are drawn when the gesture ends.
 */
export class SceneSync {
  readonly #project: SyncedProject;
  readonly #scene: Scene;
  readonly #ports: SceneSyncPorts;
  readonly #lastSeen = new LastSeen();
  readonly #arrows = new ArrowBindings();
  /** Objects that changed in the project and are not drawn yet. At most as many as there are objects. */
  readonly #undrawn = new Set<string>();
  /** Elements made by the gesture under way: Excalidraw may take them back without telling. */
  readonly #madeInGesture = new Set<string>();
  readonly #stop: () => void;
  #isScheduled = false;
  #isSuspended = false;
  #isClosed = false;
  #last: Interaction = NO_INTERACTION;

  constructor(project: SyncedProject, scene: Scene, ports: SceneSyncPorts) {
    this.#project = project;
    this.#scene = scene;
    this.#ports = ports;
    this.#stop = project.on('changed', ({ ids, origin }) => {
      const shapes = this.#noteArrows(ids);
      if (origin !== 'own') this.draw(ids);
      this.draw(shapes);
    });
    this.#noteArrows(project.objects.keys());
    this.draw(project.objects.keys());
  }

  /** Looks at what the person changed. Called at every change of the scene, and before drawing what others did. */
  collect(elements: readonly Element[], state: InteractionState): void {
    if (this.#isClosed || this.#isSuspended) return;
    const interaction = interactionOf(state);
    const { changes, lost } = this.#lastSeen.changes(elements, this.#project.objects);
    for (const change of changes) {
      if (change.op === 'put' && interaction.gesture) this.#madeInGesture.add(change.id);
    }
    const takenBack = lost.filter((id) => this.#madeInGesture.has(id));
    const all = [...changes, ...takenBack.map((id) => ({ op: 'delete', id }) as const)];
    if (all.length > 0) this.#edit(all, interaction);
    // Excalidraw dropped the others, nobody deleted them (it loads a drawing in place of the whole canvas).
    this.draw(lost.filter((id) => !this.#madeInGesture.has(id)));
    this.#settle(interaction);
  }

  /** Draws these objects before the next frame. */
  draw(ids: Iterable<string>): void {
    for (const id of ids) this.#undrawn.add(id);
    if (this.#undrawn.size > 0) this.#schedule();
  }

  /**
   * Cuts the scene off from the project, after what was done on it until now: nothing on it is an edit, and what others
   * do is drawn only after `resume`. By then the scene must hold the elements that it holds now.
   */
  suspend(): void {
    this.collect(this.#scene.elements(), this.#scene.interaction());
    this.#settle(NO_INTERACTION);
    this.#isSuspended = true;
  }

  resume(): void {
    this.#isSuspended = false;
    if (this.#undrawn.size > 0) this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  /** Returns the shapes that are bound to other arrows, after these changes, than the canvas shows. */
  #noteArrows(ids: Iterable<string>): readonly string[] {
    const { objects } = this.#project;
    const shapes = new Set<string>();
    for (const id of ids) for (const shape of this.#arrows.note(id, objects.get(id))) shapes.add(shape);
    return [...shapes].filter((id) => {
      const [shape, shown] = [objects.get(id), this.#lastSeen.props(id)];
      return shape && shown && !equal(listOf(this.#arrows.completed(id, shape)), listOf(shown));
    });
  }

  #edit(changes: readonly Change[], interaction: Interaction): void {
    // The last change of a gesture or a text comes when it has ended; it belongs to the same step of undo.
    const typing = interaction.typing || this.#last.typing;
    const gesture = interaction.gesture || this.#last.gesture;
    try {
      this.#project.edit(changes, {
        history: typing ? 'typing' : gesture ? 'gesture' : 'discrete',
        live: true,
      });
    } catch (reason) {
      this.#ports.rejected(reason as Error);
      // The canvas shows what is kept, no more.
      this.draw(changes.map(({ id }) => id));
    }
  }

  /** A step of undo ends where a gesture or a text does, and what waited for that is drawn. */
  #settle(interaction: Interaction): void {
    const last = this.#last;
    this.#last = interaction;
    if ((last.gesture && !interaction.gesture) || (last.typing && !interaction.typing)) {
      this.#project.undo.commitBatch();
      this.#madeInGesture.clear();
    }
    if (last.held.size > 0 && this.#undrawn.size > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isSuspended || this.#isClosed) return;
    this.#isScheduled = true;
    this.#ports.nextFrame(() => {
      this.#isScheduled = false;
      if (!this.#isSuspended && !this.#isClosed) this.#draw();
    });
  }

  #draw(): void {
    const state = this.#scene.interaction();
    this.collect(this.#scene.elements(), state);
    const replaced = this.#replacements(interactionOf(state).held);
    if (replaced.size === 0) return;
    this.#scene.show(this.#merged(replaced));
    this.#lastSeen.refresh(this.#scene.elements(), replaced);
  }

  #replacements(held: ReadonlySet<string>): Map<string, Element> {
    const here = new Map(this.#scene.elements().map((element) => [element.id, element]));
    const replaced = new Map<string, Element>();
    for (const id of this.#undrawn) {
      if (held.has(id)) continue;
      this.#undrawn.delete(id);
      const next = this.#replacement(id, here.get(id));
      if (next !== undefined) replaced.set(id, next);
    }
    return replaced;
  }

  #replacement(id: string, old: Element | undefined): Element | undefined {
    const props = this.#project.objects.get(id);
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
    return ordered([...elements, ...left.values()], this.#project.objects);
  }
}
