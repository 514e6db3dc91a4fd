import { remembered } from './remembered.ts';

/** What of an element the panel shows: anything but its place, so all of it. */
interface Panelled {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly boundElements?: readonly { readonly id: string; readonly type: string }[] | null;
}

interface State {
  readonly selectedElementIds: { readonly [id: string]: boolean };
  readonly selectedElementsAreBeingDragged: boolean;
  readonly openPopup: unknown;
}

/** What the panel is drawn from. */
export interface Panelling {
  readonly appState: State;
  readonly elements: ReadonlyMap<string, Panelled>;
  readonly language: string;
}

interface Drawn<R> {
  readonly state: State;
  readonly language: string;
  /** The selected elements with their texts. */
  readonly elements: readonly Panelled[];
  readonly versions: readonly number[];
  readonly result: R;
}

/** Of Excalidraw's state, what no control of the panel shows. */
const ELSEWHERE = new Set([
  'collaborators',
  'cursorButton',
  'scrollX',
  'scrollY',
  'snapLines',
  'startBoundElement',
  'suggestedBindings',
]);
const FRAME = /^(magic)?frame$/;

/**
 * The panel of properties. Each of its controls looks at all selected elements, whenever anything is drawn beside it: a
 * cursor of somebody else. It is drawn again where the selected elements, or what it needs of the state, are others.
 */
export class Panel<R> {
  #drawn: Drawn<R> | undefined;

  /** @param draw gives what React takes as drawn already where it is the same as before */
  draw({ appState: state, elements: all, language }: Panelling, draw: () => R): R {
    const elements = shownOf(state, all);
    const last = this.#drawn;
    // What is opened above it looks at other elements, too.
    if (elements === undefined || state.openPopup) {
      this.#drawn = undefined;
      return draw();
    }
    const isSame =
      last !== undefined &&
      last.language === language &&
      last.elements.length === elements.length &&
      // While elements are dragged, only their places change.
      elements.every(
        (element, at) =>
          last.elements[at] === element &&
          (state.selectedElementsAreBeingDragged || last.versions[at] === element.version),
      ) &&
      isAlike(last.state, state);
    if (isSame) return last.result;
    const versions = elements.map(({ version }) => version);
    const result = draw();
    this.#drawn = { state, language, elements, versions, result };
    return result;
  }
}

const idsOf = remembered((selected: State['selectedElementIds']) =>
  Object.keys(selected).filter((id) => selected[id]),
);

/** Undefined where what is in a selected frame may count as well. */
function shownOf(
  { selectedElementIds }: State,
  all: ReadonlyMap<string, Panelled>,
): readonly Panelled[] | undefined {
  const shown: Panelled[] = [];
  for (const id of idsOf(selectedElementIds)) {
    const element = all.get(id);
    if (element === undefined) continue;
    if (FRAME.test(element.type)) return undefined;
    shown.push(element);
    for (const bound of element.boundElements ?? []) {
      const text = bound.type === 'text' ? all.get(bound.id) : undefined;
      if (text !== undefined) shown.push(text);
    }
  }
  return shown;
}

function isAlike(was: State, is: State): boolean {
  if (was === is) return true;
  const [before, after] = [Object.entries(was), is as unknown as Readonly<Record<string, unknown>>];
  return (
    before.length === Object.keys(is).length &&
    before.every(([name, value]) => ELSEWHERE.has(name) || after[name] === value)
  );
}
