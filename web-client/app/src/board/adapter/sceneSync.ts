import type { Change, Props } from '@easel/sdk';
import { agree, Mending } from '../mending/Mending.ts';
import type { Flaw } from '../mending/mended.ts';
import type { Element } from './element.ts';
import { Hand, withoutGoneParents } from './hand.ts';
import {
  type Interaction,
  type InteractionState,
  interactionOf,
  isGesture,
  labelledBy,
  NO_INTERACTION,
} from './interaction.ts';
import { LastSeen } from './lastSeen.ts';
import { merged } from './merged.ts';
import { isMisplaced } from './order.ts';
import type { Known } from './parts.ts';
import { Places } from './places.ts';
import { MOST_GONE, type Scene, type SceneSyncPorts, type SyncedProject } from './sceneSyncPorts.ts';
import { Telling } from './telling.ts';
import { changed, deleted, elementOf } from './toElement.ts';

/**
 * Keeps the scene and a project's objects the same. What the person does becomes edits at each look, or in parts after
 * it. What others do is drawn at the `nextFrame`, but for what the person is changing: that, when the gesture ends.
 */
export class SceneSync {
  readonly telling: Telling;
  readonly #project: SyncedProject;
  readonly #scene: Scene;
  readonly #ports: SceneSyncPorts;
  readonly #lastSeen = new LastSeen();
  readonly #hand = new Hand((id) => this.#lastSeen.props(id));
  readonly #places = new Places();
  readonly #mending: Mending;
  /** Objects that changed in the project and are not drawn yet. At most as many as there are objects. */
  readonly #undrawn = new Set<string>();
  /** Elements made by the gesture under way: Excalidraw may take them back without telling. */
  readonly #madeInGesture = new Set<string>();
  readonly #stop: () => void;
  /** Shapes whose label is being written, and what the gesture under way has moved: looked at again when it is over. */
  readonly #withheld = new Set<string>();
  /** What was drawn last. */
  #drawn: ReadonlySet<string> = new Set();
  #isScheduled = false;
  #isOutOfOrder = false;
  #isSuspended = false;
  #isLookedAt = false;
  #isClosed = false;
  #toldFlaws: ReadonlyMap<string, Flaw> = new Map();

  constructor(project: SyncedProject, scene: Scene, ports: SceneSyncPorts) {
    this.#project = project;
    this.#scene = scene;
    this.#ports = ports;
    this.#mending = new Mending(ports.culprits);
    this.telling = new Telling(project, ports, (ids) => this.draw(ids));
    this.#stop = project.on('changed', ({ ids, origin }) => {
      const affected = this.#mending.update(project.objects, ids);
      this.draw(origin === 'own' ? this.#mending.leftOut(ids) : ids);
      this.#drawAffected(affected, origin === 'own' ? ids : undefined);
      if (origin === 'remote' || origin === 'sync') this.#keep(ids);
    });
    this.#mending.begin(project.objects);
    this.draw(project.objects.keys());
    this.#tellFlaws();
  }

  /**
   * Looks at what the person changed. Called at every change of the scene. Returns whether something is left to tell.
   *
   * @param isInParts whether `telling.more` tells of very much that a gesture moves; the next look tells the rest
   */
  collect(elements: readonly Element[], state: InteractionState, isInParts = false): boolean {
    this.telling.all();
    this.#look(elements, state, isInParts);
    return this.telling.isLeft;
  }

  #look(elements: readonly Element[], state: InteractionState, isInParts = false): void {
    if (this.#isClosed || this.#isSuspended) return;
    const interaction = interactionOf(state);
    const { changes, orphans, redraw, lost } = this.#lastSeen.changes(elements, this.#known);
    this.#hand.did([...changes.map(({ id }) => this.#lastSeen.wholeOf(id)), ...orphans], interaction);
    for (const { op, id } of changes) if (op === 'put' && interaction.gesture) this.#madeInGesture.add(id);
    const takenBack = lost.filter((id) => this.#madeInGesture.has(id));
    const all = [...changes, ...takenBack.map((id) => ({ op: 'delete', id }) as const)];
    if (this.#isLookedAt) this.draw([...all.map(({ id }) => id), ...orphans]);
    else {
      this.#edit(all, interaction, isInParts);
      this.#checkOrder(elements, changes);
      this.#keep(orphans, interaction);
    }
    this.draw(redraw);
    // Excalidraw dropped the others, nobody deleted them (it loads a drawing in place of the whole canvas).
    this.draw(lost.filter((id) => !this.#madeInGesture.has(id)));
    this.#settle(interaction);
  }

  /** Draws these objects at the `nextFrame`. */
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

  /**
   * While the scene is only looked at, what is done on it is no edit, and is taken back: Excalidraw has many ways to
   * change a scene, not all of which its view mode closes.
   */
  lookAt(isLookedAt: boolean): void {
    if (isLookedAt) this.collect(this.#scene.elements(), this.#scene.interaction());
    this.#isLookedAt = isLookedAt;
  }

  /** What is shown, by id, and which of it was drawn last: Excalidraw fails, and one of them is the reason. */
  suspects(): { readonly shown: ReadonlyMap<string, Props>; readonly drawn: ReadonlySet<string> } {
    const { objects } = this.#project;
    const shown = [...objects].filter(([id]) => this.#mending.shown(id) !== undefined);
    return { shown: new Map(shown), drawn: this.#drawn };
  }

  /** Excalidraw has drawn all that it was given: goes on with the search for what it fails to draw. */
  calm(): void {
    const ids = this.#ports.culprits.calm();
    this.#drawAffected(this.#mending.update(this.#project.objects, ids));
    this.draw(ids);
  }

  close(): void {
    this.telling.all();
    this.#isClosed = true;
    this.#stop();
  }

  /** Draws those whose bonds to others are not as the canvas shows them; what the person changes, after the gesture. */
  #drawAffected(affected: ReadonlySet<string>, own?: ReadonlySet<string>): void {
    this.#tellFlaws();
    if (affected.size === 0) return;
    // Its label is being written, and does not count before it has a letter.
    const state = this.#scene.interaction();
    const labelled = labelledBy(state);
    const moved = interactionOf(state).gesture ? own : undefined;
    // Of what is told in part nothing can be said of the bonds between the parts.
    const isInPart = moved && this.telling.isLeft;
    for (const id of affected) {
      if (id === labelled || isInPart || moved?.has(id)) this.#withheld.add(id);
      else if (!this.#undrawn.has(id) && this.#isShownOtherwise(id)) this.draw([id]);
    }
  }

  #isShownOtherwise(id: string): boolean {
    const [shown, seen] = [this.#mending.shown(id), this.#lastSeen.props(id)];
    return shown !== undefined && !(seen && agree(shown, seen));
  }

  #tellFlaws(): void {
    const { flaws } = this.#mending;
    if (flaws === this.#toldFlaws) return;
    this.#toldFlaws = flaws;
    this.#ports.flawed(flaws);
  }

  /** Where two share a key, what the person put between them is not where everybody else has it. */
  #checkOrder(elements: readonly Element[], changes: readonly Change[]): void {
    const placed = changes.filter(
      (change) => change.op === 'put' || (change.op === 'patch' && change.set?.index),
    );
    if (placed.length === 0) return;
    const places = placed.flatMap(({ id }) => this.#places.of(id, elements) ?? []);
    if (!isMisplaced(elements, places, this.#project.objects)) return;
    this.#isOutOfOrder = true;
    this.#schedule();
  }

  /** Whether the person has changed the element and still has it in hand. */
  hasInHand(id: string): boolean {
    return this.#hand.has(id);
  }

  /** Whether it is drawn only once the person lets go. What is open, and in which nothing was typed, is not. */
  #isHeld(id: string): boolean {
    const isOnlyOpen = this.#hand.now.written === id && !this.#hand.has(id) && this.#project.objects.has(id);
    return this.#hand.holds(this.#lastSeen.wholeOf(id)) && !isOnlyOpen;
  }

  get #known(): Known {
    return { objects: this.#project.objects, objectBytes: this.#project.limits.object };
  }

  /** Puts back what others deleted although the person has changed it and still has it in hand. */
  #keep(ids: Iterable<string>, interaction = this.#hand.now): void {
    if (this.#isSuspended || this.#isLookedAt) return;
    const wholes = new Set(Array.from(ids, (id) => this.#lastSeen.wholeOf(id)));
    const gone = [...wholes].filter((id) => this.#hand.has(id) && !this.#lastSeen.isThere(id, this.#known));
    const puts = gone.flatMap((id) => this.#lastSeen.revived(id, this.#known));
    if (puts.length === 0) return;
    this.#edit(puts, interaction);
    this.draw(gone);
    this.#ports.revived();
  }

  #edit(found: readonly Change[], interaction: Interaction, isInParts = false): void {
    const changes = withoutGoneParents(found, this.#project.objects);
    this.draw(changes.filter((change, at) => change !== found[at]).map(({ id }) => id));
    this.telling.tell(changes, interaction, this.#hand.now, isInParts);
  }

  /** A step of undo ends where a gesture or a text does, and what waited for that is drawn. */
  #settle(interaction: Interaction): void {
    const last = this.#hand.now;
    const isLetGo = this.#hand.become(interaction);
    if ((last.gesture && !interaction.gesture) || (last.typing && !interaction.typing)) {
      this.#project.undo.commitBatch();
      this.#madeInGesture.clear();
      const withheld = new Set(this.#withheld);
      this.#withheld.clear();
      this.#drawAffected(withheld);
    }
    if (this.#undrawn.size > 0 && isLetGo) this.#schedule();
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
    const elements = this.#scene.elements();
    const state = this.#scene.interaction();
    // What is not told yet waits on where it is neither drawn over, nor followed by more, nor led to by an arrow.
    const drawn = [...this.#undrawn].filter((id) => !this.#isHeld(id));
    const isInTheWay = !isGesture(state) || this.telling.hasLeft(this.#mending.withEnds(drawn));
    if (isInTheWay || this.#lastSeen.isBehind(elements)) this.telling.all();
    this.#look(elements, state);
    const replaced = this.#replacements();
    if (replaced.size === 0 && !this.#isOutOfOrder) return;
    const merged = this.#merged(replaced);
    // Before it is shown: what Excalidraw changes on the way is the person's, as the shape of a text that is written.
    this.#lastSeen.refresh(merged, replaced, this.#project.objects);
    this.#drawn = new Set(replaced.keys());
    try {
      this.#scene.show(merged);
    } catch (reason) {
      this.#ports.failed(reason);
    }
  }

  #replacements(): Map<string, Element> {
    const elements = this.#scene.elements();
    const replaced = new Map<string, Element>();
    for (const id of this.#undrawn) {
      if (this.#isHeld(id)) continue;
      this.#undrawn.delete(id);
      const old = elements[this.#places.of(id, elements) ?? -1];
      const next = this.#replacement(id, old);
      // Excalidraw still holds the element of an image that it is loading, to give it its size.
      if (next !== undefined)
        replaced.set(id, old && this.telling.images.has(id) ? changed(old, next) : next);
    }
    return replaced;
  }

  #replacement(id: string, old: Element | undefined): Element | undefined {
    const props = this.#mending.shown(id);
    const next = props && elementOf(id, props, old, this.#ports.restore);
    if (props !== undefined && next === undefined) this.#drawAffected(this.#mending.setAside(id));
    return next ?? (old === undefined || old.isDeleted ? undefined : deleted(old));
  }

  #merged(replaced: ReadonlyMap<string, Element>): readonly Element[] {
    const isOutOfOrder = this.#isOutOfOrder;
    this.#isOutOfOrder = false;
    return merged(this.#scene.elements(), replaced, {
      places: this.#places,
      objects: this.#project.objects,
      isOutOfOrder,
      // While the person has something in hand, Excalidraw may still refer to what is deleted.
      isFull: this.#lastSeen.gone >= (this.#ports.mostGone ?? MOST_GONE) && !this.#hand.isBusy,
    });
  }
}
