import type { ActionName } from '@excalidraw/excalidraw/actions/types';
import type {
  ExcalidrawBindableElement,
  ExcalidrawFrameLikeElement,
  NonDeleted,
} from '@excalidraw/excalidraw/element/types';
import type { AppClassProperties, AppState } from '@excalidraw/excalidraw/types';
import type { Element } from '../../src/board/adapter/element.ts';
import { own } from './excalidraw.ts';

/**
 * What Excalidraw's editor does, without its looks: the scene and the state are Excalidraw's own, and so is what
 * changes them. As in the browser, elements are changed in place while a gesture lasts, and a change is reported after
 * it.
 */
export class Editor {
  readonly scene = new own.Scene_default();
  state: AppState = {
    ...own.getDefaultAppState(),
    ...{ width: 1200, height: 800, offsetLeft: 0, offsetTop: 0 },
  };
  readonly #reported: () => void;

  /** @param reported Excalidraw's `onChange` */
  constructor(reported: () => void) {
    this.#reported = reported;
  }

  /** All elements from bottom to top, deleted ones included. */
  get elements(): readonly Element[] {
    return this.scene.getElementsIncludingDeleted();
  }

  /** Those that are drawn. */
  get drawn(): readonly Element[] {
    return this.scene.getNonDeletedElements() as readonly Element[];
  }

  element(id: string): NonDeleted<Element> | undefined {
    return (this.scene.getNonDeletedElement(id) as NonDeleted<Element> | null) ?? undefined;
  }

  get map() {
    return this.scene.getNonDeletedElementsMap();
  }

  get selected(): readonly NonDeleted<Element>[] {
    return this.scene.getSelectedElements(this.state) as unknown as NonDeleted<Element>[];
  }

  /** As the drawing board's own call of that name; it is reported when the browser is idle. */
  updateScene(elements: readonly Element[]): void {
    this.scene.replaceAllElements(own.syncInvalidIndices(elements) as Element[]);
  }

  set(state: Partial<AppState>): void {
    this.state = { ...this.state, ...state };
  }

  /** What Excalidraw does after each change of its state. */
  rendered(): void {
    if (this.state.editingTextElement?.isDeleted) this.set({ editingTextElement: null });
    this.#reported();
  }

  /** One of Excalidraw's actions, on what is selected. */
  act(name: ActionName, value: unknown = null): void {
    const action = own.actions.find((each) => each.name === name);
    if (action === undefined) throw new Error(`Excalidraw has no action ${name}`);
    const app = { scene: this.scene, state: this.state, props: {} } as unknown as AppClassProperties;
    if (action.predicate && !action.predicate(this.elements, this.state, app.props, app)) return;
    const result = action.perform(this.elements as Element[], this.state, value, app);
    if (result === false || result instanceof Promise) return;
    if (result.elements) this.scene.replaceAllElements(result.elements);
    if (result.appState) this.set(result.appState as Partial<AppState>);
  }

  /** Selects these, and what is in a group with them. */
  select(...ids: readonly string[]): void {
    const selectedElementIds = Object.fromEntries(ids.map((id) => [id, true as const]));
    this.set(
      own.selectGroupsForSelectedElements(
        { selectedElementIds, editingGroupId: null },
        this.scene.getNonDeletedElements(),
        this.state,
        null,
      ),
    );
  }

  /** The frame that what begins there is in. */
  frameAt(x: number, y: number): ExcalidrawFrameLikeElement | undefined {
    return this.scene
      .getNonDeletedFramesLikes()
      .filter((frame) => own.isCursorInFrame({ x, y }, frame, this.map))
      .at(-1);
  }

  /** The shape that an arrow's end there is bound to. */
  bindableAt(x: number, y: number): NonDeleted<ExcalidrawBindableElement> | null {
    return own.getHoveredElementForBinding(
      { x, y },
      this.scene.getNonDeletedElements() as never,
      this.map,
      this.state.zoom,
    );
  }

  close(): void {
    this.scene.destroy();
  }
}
