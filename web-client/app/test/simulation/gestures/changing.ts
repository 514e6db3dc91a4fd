import type { ActionName } from '@excalidraw/excalidraw/actions/types';
import type { NonDeleted } from '@excalidraw/excalidraw/element/types';
import type { Random } from '../../../../sdk/test/simulation/random.ts';
import type { Element } from '../../../src/board/adapter/element.ts';
import { own } from '../excalidraw.ts';
import { type Act, any, type Gesture, type Hand, isFree, isShape, pause, place } from './hand.ts';

const IMAGE = { width: 400, height: 300 };

export function* move(hand: Hand): Gesture {
  const { editor, random } = hand;
  if (!pick(hand)) return;
  const originalElements = new Map(editor.drawn.map((each) => [each.id, own.deepCopyElement(each)]));
  const far = [random.below(500) - 250, random.below(400) - 200] as const;
  editor.set({ cursorButton: 'down' });
  yield pause(random);
  for (const part of [0.3, 0.7, 1]) {
    const selected = editor.selected;
    if (selected.length === 0) break;
    editor.set({ selectedElementsAreBeingDragged: true });
    const offset = { x: far[0] * part, y: far[1] * part };
    own.dragSelectedElements(
      { originalElements } as never,
      selected as never,
      offset,
      editor.scene,
      { x: 0, y: 0 },
      null,
    );
    yield pause(random);
  }
  editor.set({ cursorButton: 'up', selectedElementsAreBeingDragged: false });
  settle(hand);
  yield pause(random);
}

/** The end of a drag: what was moved is in the frame where it is, and arrows are bound to what they touch. */
function settle({ editor }: Hand): void {
  const [first] = editor.selected;
  if (first === undefined) return;
  let all = editor.scene.getElementsMapIncludingDeleted();
  const frame = editor.frameAt(first.x + 1, first.y + 1);
  if (frame && !editor.state.selectedElementIds[frame.id]) {
    const joining = editor.selected.filter(
      (each) => each.frameId !== frame.id && own.isElementInFrame(each, all, editor.state),
    );
    all = own.addElementsToFrame(all, joining, frame, editor.state);
  }
  const app = { scene: editor.scene } as never;
  editor.scene.replaceAllElements(own.updateFrameMembershipOfSelectedElements(all, editor.state, app));
  own.bindOrUnbindLinearElements(
    editor.selected.filter(({ type }) => type === 'arrow') as never,
    editor.map,
    editor.scene.getNonDeletedElements() as never,
    editor.scene,
    true,
    [],
    editor.state.zoom,
  );
}

export function* resize(hand: Hand): Gesture {
  const { editor, random } = hand;
  const shape = any(hand, isShape);
  if (shape === undefined) return;
  editor.select(shape.id);
  const before = new Map(editor.drawn.map((each) => [each.id, own.deepCopyElement(each)]));
  const original = before.get(shape.id) as NonDeleted<Element>;
  editor.set({ cursorButton: 'down', isResizing: true, resizingElement: shape });
  yield pause(random);
  const [width, height] = [60 + random.below(200), 40 + random.below(160)];
  for (const part of [0.5, 1]) {
    const now = editor.element(shape.id);
    if (now === undefined) break;
    const [w, h] = [original.width + (width - original.width) * part, height];
    own.resizeSingleElement(w, h, now as never, original as never, editor.map, before as never, 'se');
    yield pause(random);
  }
  editor.set({ cursorButton: 'up', isResizing: false, resizingElement: null });
  editor.scene.triggerUpdate();
  yield pause(random);
}

export function* insertImage(hand: Hand): Gesture {
  const { editor, random } = hand;
  const [x, y] = place(random);
  const image = own.newImageElement({
    ...{
      type: 'image',
      x,
      y,
      width: 200,
      height: 150,
      status: 'saved',
      fileId: `file${random.below(3)}` as never,
    },
  });
  editor.scene.insertElement(image);
  yield pause(random);
}

export function* crop(hand: Hand): Gesture {
  const { editor, random } = hand;
  const image = any(hand, ({ type }) => type === 'image');
  if (image?.type !== 'image') return;
  editor.select(image.id);
  editor.set({ croppingElementId: image.id });
  yield pause(random);
  editor.set({ cursorButton: 'down', isCropping: true });
  for (const far of [10, 10 + random.below(60)]) {
    const now = editor.element(image.id);
    if (now?.type !== 'image') break;
    const [x, y] = [now.x + now.width - far, now.y + now.height - far];
    own.mutateElement(now, own.cropElement(now, 'se', IMAGE.width, IMAGE.height, x, y));
    yield pause(random);
  }
  editor.set({ cursorButton: 'up', isCropping: false, croppingElementId: null });
  yield pause(random);
}

const RESTYLES: readonly (readonly [ActionName, (random: Random) => unknown])[] = [
  ['changeStrokeColor', (random) => ({ currentItemStrokeColor: random.pick(['#e03131', '#2f9e44']) })],
  [
    'changeBackgroundColor',
    (random) => ({ currentItemBackgroundColor: random.pick(['#ffc9c9', '#b2f2bb']) }),
  ],
  ['changeOpacity', (random) => 20 + random.below(80)],
  ['changeFontSize', (random) => random.pick([16, 20, 28, 36])],
  ['changeTextAlign', (random) => random.pick(['left', 'center', 'right'])],
  ['changeVerticalAlign', (random) => random.pick(['top', 'middle', 'bottom'])],
  ['changeStrokeWidth', (random) => random.pick([1, 2, 4])],
];

export function* restyle(hand: Hand): Gesture {
  if (!pick(hand)) return;
  const [name, value] = hand.random.pick(RESTYLES);
  hand.editor.act(name, value(hand.random));
  yield pause(hand.random);
}

/** An action on what is selected. */
export function act(...names: readonly ActionName[]): Act {
  return function* (hand) {
    if (!pick(hand)) return;
    hand.editor.act(hand.random.pick(names));
    yield pause(hand.random);
  };
}

export function* group(hand: Hand): Gesture {
  const [first, second] = [any(hand, isFree), any(hand, isFree)];
  if (!first || !second || first.id === second.id) return;
  hand.editor.select(first.id, second.id);
  hand.editor.act('group');
  yield pause(hand.random);
}

/** Selects something; false where nothing is drawn. */
function pick(hand: Hand): boolean {
  const element = any(hand, isFree);
  const other = hand.random.chance(0.3) ? any(hand, isFree) : undefined;
  if (element === undefined) return false;
  hand.editor.select(element.id, ...(other ? [other.id] : []));
  return true;
}
