import type { Project } from '@easel/sdk';
import { CaptureUpdateAction } from '@excalidraw/excalidraw';
import type {
  AppState,
  BinaryFiles,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
} from '@excalidraw/excalidraw/types';
import { api } from '../../common/api.ts';
import { saveNow } from '../../common/saveNow.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';
import type { Element } from '../adapter/element.ts';
import { SceneSync } from '../adapter/sceneSync.ts';
import { Images } from '../images/Images.ts';
import type { OwnImages } from '../images/OwnImages.ts';
import type { Imports } from '../importing/Imports.ts';
import type { BoardWords } from './BoardWords.ts';
import { boardImports } from './boardImports.ts';
import { Collaborators } from './Collaborators.ts';
import type { DrawingGuard } from './DrawingGuard.ts';
import { drawByKey } from './drawByKey.ts';
import { GestureWatch } from './GestureWatch.ts';
import { LastAct } from './LastAct.ts';
import type { Note, NoteAct } from './note.ts';
import { Placement } from './Placement.ts';
import { restored } from './restored.ts';
import { Stage } from './Stage.ts';
import { Texts } from './Texts.ts';
import { later, ToldFlaws } from './ToldFlaws.ts';
import { takeFiles } from './takeFiles.ts';
import { Watchers } from './Watchers.ts';

type PointerUpdate = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

/** How long a person can choose to do something about a message, in milliseconds. */
const CHOICE_MS = 20_000;

/** One open board: connects Excalidraw with the project. */
export class BoardController {
  readonly project: Project;
  readonly images: Images;
  readonly imports: Imports;
  /** What the canvas shows in place of the project. */
  readonly stage = new Value<Stage | undefined>(undefined);
  /** Objects that cannot be shown, or in part only. */
  readonly odd: ToldFlaws;
  readonly lastAct = new LastAct((message, act) => this.say(message, CHOICE_MS, act));
  readonly texts: Texts;
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #show: (note: Note) => void;
  readonly #sync: SceneSync;
  readonly #collaborators: Collaborators;
  readonly #placement: Placement;
  readonly #watchers: Watchers;
  readonly #gestures: GestureWatch;
  readonly #stop: (() => void)[] = [];
  #isLookedAt = false;

  constructor(
    project: Project,
    words: BoardWords,
    own: OwnImages,
    canvas: ExcalidrawImperativeAPI,
    show: (note: Note) => void,
    guard: Pick<DrawingGuard, 'culprits' | 'failed' | 'view'>,
  ) {
    this.project = project;
    this.#show = show;
    this.#canvas = canvas;
    const gone = () => this.say(t('board.link.gone'), 8_000);
    this.#placement = new Placement(project, canvas, guard.view !== undefined, gone);
    this.odd = new ToldFlaws({
      now: () => performance.now(),
      after: later,
      shown: () => new Set(this.#elements().flatMap(({ id, isDeleted }) => (isDeleted ? [] : [id]))),
    });
    this.#gestures = new GestureWatch({
      look: (isInParts) => this.#look(isInParts),
      tellMore: () => this.#sync.telling.more(),
      down: () => this.#placement.stay(),
    });
    this.#sync = new SceneSync(project, this.#scene(), {
      restore: restored,
      nextFrame: (callback) => this.#gestures.show(callback, this.#canvas.getAppState()),
      culprits: guard.culprits,
      failed: (reason) => guard.failed(this, reason),
      flawed: (flaws) => this.odd.become(flaws),
      rejected: (...rejected) => this.say(this.texts.lost.rejected(...rejected)),
      revived: () => this.say(t('board.cameBack'), 8_000),
    });
    this.images = new Images({
      ...{ own, canvas },
      redraw: (ids) => this.#sync.draw(ids),
      notKept: () => this.say(t('board.noImages'), 8_000),
    });
    this.imports = boardImports({
      ...{ project, canvas, lastAct: this.lastAct, collect: this.collect },
      isIdle: () => this.#isIdle(),
      say: (message, ms) => this.say(message, ms),
    });
    this.#collaborators = new Collaborators({
      ...{ project, canvas },
      isBusy: () => !this.#isIdle(),
      say: (message, ms, act, shown) => this.say(message, ms, act, shown),
    });
    this.#watchers = new Watchers({
      ...{ project, canvas },
      isAble: () => !this.#isLookedAt && this.stage.get() === undefined && !project.status.readOnly,
      say: (message, ms, act) => this.say(message, ms, act),
    });
    this.texts = new Texts({
      ...{ project, canvas, words },
      tell: (writing) => this.#collaborators.writes(writing),
      hasTyped: (id) => this.#sync.hasInHand(id),
    });
    this.lastAct.version(project.version);
    this.#stop.push(
      project.on('changed', ({ origin }) => (origin === 'own' || origin === 'undo') && this.lastAct.forget()),
      project.on('project', ({ version }) => this.lastAct.version(version)),
    );
    const elements = () => this.#elements();
    if (window.easel?.project === project) Object.assign(window.easel, { elements, canvas });
  }

  readonly changed = (elements: readonly Element[], state: AppState, files: BinaryFiles): void => {
    if (this.stage.get() !== undefined) {
      this.images.fetchMissing(elements);
      return;
    }
    if (this.#gestures.isOfOthers({ elements, state, files })) return;
    this.#gestures.changed(state);
    if (!this.#isLookedAt) this.texts.look(state);
    if (this.#isLookedAt) this.images.fetchMissing(elements);
    else this.images.look(elements, files);
    this.#collaborators.look(state);
    this.#watchers.look(elements, state);
    this.#placement.look(elements);
  };

  readonly pointer = (update: PointerUpdate): void => this.#collaborators.pointer(update);

  /** The canvas, for what looks at it only. */
  get canvas(): ExcalidrawImperativeAPI {
    return this.#canvas;
  }

  /** While the board is only looked at, nothing that is done on the canvas reaches the project. */
  lookAt(isLookedAt: boolean): void {
    if (isLookedAt === this.#isLookedAt) return;
    if (isLookedAt) this.#finish();
    this.#sync.lookAt(isLookedAt);
    this.#isLookedAt = isLookedAt;
  }

  /** Moves to an object or a group as soon as the board is there, and selects it. */
  goTo(target: string): void {
    this.#placement.goTo(target);
    this.#placement.look(this.#elements());
  }

  /**
   * Cuts the canvas off from the project until the stage is closed: what is done on it is no edit, and what others do
   * is drawn afterwards. There is one at a time.
   */
  openStage(): Stage {
    const open = this.stage.get();
    if (open !== undefined) return open;
    this.#finish();
    this.#sync.suspend();
    this.#collaborators.suspend();
    const stage = new Stage(this.#canvas, () => {
      this.#sync.resume();
      this.#collaborators.resume();
      this.stage.set(undefined);
    });
    this.stage.set(stage);
    return stage;
  }

  /** Undo and redo do nothing during a gesture, as Excalidraw's own do. */
  undo(): void {
    this.#step('undo');
  }

  redo(): void {
    this.#step('redo');
  }

  /** What was changed on the canvas and is not looked at yet is the last step. */
  #step(way: 'undo' | 'redo'): void {
    if (!this.#isIdle()) return;
    this.collect();
    if (!this.lastAct.take(way, () => this.#step(way))) this.project.undo[way]();
  }

  /** Brings everybody to what is seen here, and tells the person so. */
  bringEverybody(): void {
    this.say(t(this.#collaborators.bring() ? 'board.bring.begun' : 'board.bring.wait'));
  }

  /** Draws with the tool in hand, without a pointer. False where there is nothing to be drawn. */
  draw(): boolean {
    return this.#isIdle() && drawByKey(this.#canvas, t('board.object.text'));
  }

  /** Saves all there is, and says so. */
  async save(): Promise<void> {
    this.collect();
    this.say(await saveNow(api, this.project, this.images.uploads), 4_000);
  }

  /** Takes files that were dropped or pasted. */
  take(files: readonly File[]): Promise<void> {
    return takeFiles(files, this);
  }

  say(message: string, ms = 3_000, act?: NoteAct, shown?: () => void): void {
    this.#show({ message, act, ms, at: performance.now(), shown });
  }

  /** Looks at the canvas now, for what was drawn since Excalidraw last reported a change: the page may be closing. */
  readonly collect = (): void => void this.#look(false);

  #look(isInParts: boolean): boolean {
    const state = this.#gestures.interaction(this.#canvas.getAppState());
    return this.#sync.collect(this.#elements(), state, isInParts);
  }

  /** Deletes objects, also such as are not on the canvas; it can be undone. */
  remove(ids: readonly string[]): void {
    const { project } = this;
    project.edit(
      ids.map((id) => ({ op: 'delete', id })),
      { history: 'discrete' },
    );
    this.#sync.draw(ids);
    const undo = { label: t('common.undo'), run: () => this.undo() };
    this.say(t('board.odd.deleted', { count: ids.length }), CHOICE_MS, undo);
  }

  /** Excalidraw has failed, and nothing on its canvas counts any more. Returns what was on it. */
  abandon() {
    const { scrollX, scrollY, zoom } = this.#canvas.getAppState();
    const suspects = this.#sync.suspects();
    this.#sync.close();
    return { ...suspects, view: { scrollX, scrollY, zoom } };
  }

  /** Excalidraw has drawn for a while without failing. */
  calm(): void {
    this.#sync.calm();
  }

  close(): void {
    this.#gestures.close();
    this.collect();
    this.odd.close();
    for (const stop of this.#stop) stop();
    this.#sync.close();
    this.stage.get()?.close();
    this.#watchers.close();
    this.#placement.close();
    this.images.close();
    this.#collaborators.close();
    this.texts.close();
  }

  #scene() {
    return {
      elements: () => this.#elements(),
      interaction: () => this.#gestures.interaction(this.#canvas.getAppState()),
      show: (elements: readonly Element[]) =>
        this.#canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.EVENTUALLY }),
    };
  }

  #elements(): readonly Element[] {
    return this.#canvas.getSceneElementsIncludingDeleted() as readonly Element[];
  }

  #isIdle(): boolean {
    const state = this.#canvas.getAppState();
    const { editingTextElement, newElement, multiElement, selectedElementsAreBeingDragged } = state;
    return !(
      this.#gestures.isPressed ||
      editingTextElement ||
      newElement ||
      multiElement ||
      selectedElementsAreBeingDragged
    );
  }

  /** Ends what is being written or drawn, as leaving the field or Escape does; Excalidraw has no call for it. */
  #finish(): void {
    const { editingTextElement, editingFrame } = this.#canvas.getAppState();
    if (editingTextElement ?? editingFrame) (document.activeElement as HTMLElement | null)?.blur();
    if (!this.#isIdle()) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  }
}
