import type { ExcalidrawTextElement, NonDeleted } from '@excalidraw/excalidraw/element/types';
import type { Editor } from './editor.ts';
import { own } from './excalidraw.ts';

/** The field in which a text is written on the canvas: Excalidraw's `startTextEditing` and `textWysiwyg`. */
export class TextField {
  value: string;
  readonly id: string;
  readonly #editor: Editor;
  readonly #element: NonDeleted<ExcalidrawTextElement>;
  readonly #stop: () => void;

  constructor(editor: Editor, element: NonDeleted<ExcalidrawTextElement>) {
    this.id = element.id;
    this.#editor = editor;
    this.#element = element;
    this.value = element.originalText;
    this.#stop = editor.scene.onUpdate(() => this.#place());
    editor.set({ selectedElementIds: {}, selectedGroupIds: {} });
    this.#update(false);
  }

  /** A double click on a shape: its label, or a new one. */
  static ofContainer(editor: Editor, id: string): TextField | undefined {
    const container = editor.element(id);
    if (container === undefined || !own.isValidTextContainer(container)) return undefined;
    editor.select(id);
    const label = own.getBoundTextElement(container, editor.map);
    if (label) return TextField.#open(editor, label as NonDeleted<ExcalidrawTextElement>);
    const centre = own.getContainerCenter(container as never, editor.state, editor.map);
    const element = TextField.#empty(editor, {
      ...{ x: centre.x, y: centre.y, textAlign: 'center', verticalAlign: 'middle' },
      ...{ containerId: id, groupIds: container.groupIds, frameId: container.frameId },
    });
    own.mutateElement(container, {
      boundElements: (container.boundElements ?? []).concat({ type: 'text', id: element.id }),
    });
    editor.set({ editingTextElement: element });
    editor.scene.insertElementAtIndex(element, editor.scene.getElementIndex(id) + 1);
    return new TextField(editor, element);
  }

  /** A double click on a free place. */
  static at(editor: Editor, x: number, y: number): TextField {
    const element = TextField.#empty(editor, { x, y, frameId: editor.frameAt(x, y)?.id ?? null });
    editor.set({ editingTextElement: element });
    editor.scene.insertElement(element);
    return new TextField(editor, element);
  }

  /** A double click on a text. */
  static of(editor: Editor, id: string): TextField | undefined {
    const text = editor.element(id);
    return text?.type === 'text' ? TextField.#open(editor, text) : undefined;
  }

  static #open(editor: Editor, element: NonDeleted<ExcalidrawTextElement>): TextField {
    editor.set({ editingTextElement: element });
    return new TextField(editor, element);
  }

  static #empty(editor: Editor, more: object): NonDeleted<ExcalidrawTextElement> {
    const { currentItemFontFamily: fontFamily, currentItemFontSize: fontSize } = editor.state;
    return own.newTextElement({ text: '', fontSize, fontFamily, ...more } as never);
  }

  write(value: string): void {
    this.value = value;
    this.#update(false);
    own.updateBoundElements(this.#element as never, this.#editor.map);
  }

  /** Escape, or a click elsewhere. */
  submit(): void {
    const isDeleted = this.value.trim() === '';
    this.#stop();
    this.#update(isDeleted);
    if (isDeleted) own.fixBindingsAfterDeletion(this.#editor.scene.getNonDeletedElements(), [this.#element]);
    this.#editor.set({ newElement: null, editingTextElement: null });
  }

  #update(isDeleted: boolean): void {
    const { scene } = this.#editor;
    const all = scene.getElementsMapIncludingDeleted();
    scene.replaceAllElements(
      scene.getElementsIncludingDeleted().map((element) => {
        if (element.id !== this.id || element.type !== 'text') return element;
        const container = own.getContainerElement(element, all as never);
        return own.newElementWith(element, {
          ...{ originalText: this.value, isDeleted },
          ...own.refreshTextDimensions(element, container, all as never, this.value),
        });
      }),
    );
  }

  /** The container grows with its label, and the label is put where it belongs. */
  #place(): void {
    const { scene, map } = this.#editor;
    const text = scene.getElement(this.id);
    if (text?.type !== 'text') return;
    const container = own.getContainerElement(text, map);
    let [x, y]: [number, number] = [text.x, text.y];
    if (container?.type === 'arrow') ({ x, y } = own.computeBoundTextPosition(container, text as never, map));
    else if (container) {
      const grown = this.#grown(container, text);
      if (grown !== undefined) {
        own.mutateElement(container, { height: grown.height });
        if (grown.isHigher) return; // placed when that is told
      } else ({ y } = own.computeBoundTextPosition(container, text as never, map));
    }
    own.mutateElement(text, { x, y });
  }

  #grown(
    container: { readonly id: string; readonly type: string; readonly height: number },
    text: ExcalidrawTextElement,
  ): { readonly height: number; readonly isHigher: boolean } | undefined {
    const before =
      own.getOriginalContainerHeightFromCache(container.id) ??
      own.updateOriginalContainerCache(container.id, container.height).height;
    const most = own.getBoundTextMaxHeight(container as never, text as never);
    const height = own.computeContainerDimensionForBoundText(text.height, container.type as never);
    if (text.height > most) return { height, isHigher: true };
    return container.height > before && text.height < most ? { height, isHigher: false } : undefined;
  }
}
