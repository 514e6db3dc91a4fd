import { type Change, type EditOptions, InvalidChange, type Project } from '@easel/sdk';
import type { Interaction } from './interaction.ts';
import { LoadingImages } from './loadingImages.ts';
import type { SceneSyncPorts } from './sceneSyncPorts.ts';

/** Changes that are told at once; what is more of one movement is told some at a time. */
const AT_ONCE = 100;

/** What the person is doing, as of a look and of the one before: the last change comes when it has ended. */
type Doing = Pick<Interaction, 'gesture' | 'typing'>;

/**
 * Tells the project what was seen on the canvas: at once, but for where a gesture moves very many elements. Of these
 * some are told at a time, so that the gesture goes on between them. It is one step of undo all the same, and goes out
 * with the last of them, in as few edits as it has room in.
 */
export class Telling {
  readonly images = new LoadingImages();
  readonly #project: Pick<Project, 'edit'>;
  readonly #rejected: SceneSyncPorts['rejected'];
  readonly #draw: (ids: Iterable<string>) => void;
  readonly #atOnce: number;
  /** Seen and not told yet: of one look at most. */
  #rest: readonly Change[] = [];
  /** How many changes there are in the movement of which something is left; 0 where nothing is. */
  #whole = 0;

  /** @param draw draws what can never be kept as it is in the project */
  constructor(
    project: Pick<Project, 'edit'>,
    { rejected, mostAtOnce = AT_ONCE }: Pick<SceneSyncPorts, 'rejected' | 'mostAtOnce'>,
    draw: (ids: Iterable<string>) => void,
  ) {
    this.#project = project;
    this.#rejected = rejected;
    this.#draw = draw;
    this.#atOnce = mostAtOnce;
  }

  /** @param isInParts whether what is much of it may be told by `more` */
  tell(changes: readonly Change[], { gesture, typing }: Doing, last: Doing, isInParts: boolean): void {
    const { own, sizes } = this.images.sort(changes, { gesture, typing });
    if (typing || last.typing) this.#edit(own, 'typing');
    else if (gesture && isInParts) this.#begin(own);
    else this.#edit(own, gesture || last.gesture ? 'gesture' : 'discrete');
    this.#edit(sizes, 'none');
  }

  /** Tells some of what is left. Returns whether there is more. */
  more(): boolean {
    const some = this.#rest.slice(0, this.#atOnce);
    this.#rest = this.#rest.slice(this.#atOnce);
    this.#edit(some, 'gesture');
    return this.#rest.length > 0;
  }

  /** Tells all that is left. */
  all(): void {
    const rest = this.#rest;
    this.#rest = [];
    this.#edit(rest, 'gesture');
  }

  get isLeft(): boolean {
    return this.#rest.length > 0;
  }

  /** Whether something of these objects is left. */
  hasLeft(ids: ReadonlySet<string>): boolean {
    return this.#rest.some(({ id }) => ids.has(id));
  }

  #begin(changes: readonly Change[]): void {
    this.all();
    const moved = changes.filter(isMovement);
    const isMuch = moved.length > this.#atOnce;
    if (isMuch) [this.#rest, this.#whole] = [moved, changes.length];
    this.#edit(isMuch ? changes.filter((change) => !isMovement(change)) : changes, 'gesture');
  }

  #edit(changes: readonly Change[], history: NonNullable<EditOptions['history']>): void {
    if (changes.length === 0) return;
    try {
      this.#project.edit(changes, { history, live: !this.isLeft, more: this.isLeft });
    } catch (reason) {
      this.#refused(reason as Error, changes);
    }
    if (!this.isLeft) this.#whole = 0;
  }

  /** One that is invalid is alone in that; any other reason is one for all that is left as well, and is told once. */
  #refused(reason: Error, changes: readonly Change[]): void {
    const isOfThese = reason instanceof InvalidChange;
    const refused = isOfThese ? changes : [...changes, ...this.#rest];
    if (!isOfThese) this.#rest = [];
    this.#rejected(reason, refused, refused.length < this.#whole);
    // The canvas shows what is kept, no more.
    this.#draw(refused.map(({ id }) => id));
  }
}

/** What others may change meanwhile, which an older value would take away: a place in the order, points, words. */
const SHARED = ['index', 'points', 'text', 'originalText'];

/** Whether it only gives values that stand by themselves, whatever others change meanwhile. */
function isMovement(change: Change): boolean {
  if (change.op !== 'patch' || change.set === undefined) return false;
  const { set } = change;
  const isMore = change.unset !== undefined || change.append !== undefined;
  return !isMore && SHARED.every((name) => set[name] === undefined);
}
