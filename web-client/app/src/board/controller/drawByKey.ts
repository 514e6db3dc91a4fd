import {
  CaptureUpdateAction,
  convertToExcalidrawElements,
  getCommonBounds,
  ROUNDNESS,
  restoreElements,
} from '@excalidraw/excalidraw';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';
import { freePlace } from '../adapter/freePlace.ts';

/** What can be drawn without a pointer, and how large it is then, in pixels at 100 %. */
const SIZES: { readonly [tool: string]: readonly [width: number, height: number] } = {
  rectangle: [200, 100],
  diamond: [200, 120],
  ellipse: [200, 120],
  arrow: [200, 0],
  line: [200, 0],
  frame: [400, 300],
  text: [40, 25],
};

type Skeleton = NonNullable<Parameters<typeof convertToExcalidrawElements>[0]>[number];

/**
 * Draws what a drag with the tool in hand would, in the middle of what is seen, and selects it: then it is moved by the
 * arrow keys, and Enter writes into it. So a board can be drawn on by the keyboard alone. False for a tool that draws
 * nothing so.
 *
 * @param words what a new text says
 */
export function drawByKey(canvas: ExcalidrawImperativeAPI, words: string): boolean {
  const state = canvas.getAppState();
  const size = SIZES[state.activeTool.type];
  if (size === undefined || Object.keys(state.selectedElementIds).length > 0) return false;
  const here = canvas.getSceneElements();
  const middle = [
    state.width / 2 / state.zoom.value - state.scrollX,
    state.height / 2 / state.zoom.value - state.scrollY,
  ] as const;
  const taken = here.map((element) => getCommonBounds([element]));
  const [x, y] = freePlace(middle, size, taken);
  // An arrow is made with a first point beside its place, and everybody else is shown it with one that is there.
  const drawn = restoreElements(convertToExcalidrawElements([skeleton(state, x, y, size, words)]), null);
  const all = canvas.getSceneElementsIncludingDeleted() as readonly Element[];
  canvas.setActiveTool({ type: 'selection' });
  canvas.updateScene({
    elements: [...all, ...drawn],
    appState: { selectedElementIds: Object.fromEntries(drawn.map(({ id }) => [id, true as const])) },
    captureUpdate: CaptureUpdateAction.NEVER,
  });
  return true;
}

function skeleton(
  state: AppState,
  x: number,
  y: number,
  [width, height]: readonly [number, number],
  words: string,
): Skeleton {
  const type = state.activeTool.type;
  const isRound = type === 'rectangle' || type === 'diamond' ? state.currentItemRoundness === 'round' : false;
  const look = {
    strokeColor: state.currentItemStrokeColor,
    backgroundColor: state.currentItemBackgroundColor,
    fillStyle: state.currentItemFillStyle,
    strokeWidth: state.currentItemStrokeWidth,
    strokeStyle: state.currentItemStrokeStyle,
    roughness: state.currentItemRoughness,
    opacity: state.currentItemOpacity,
    roundness: isRound
      ? { type: type === 'rectangle' ? ROUNDNESS.ADAPTIVE_RADIUS : ROUNDNESS.PROPORTIONAL_RADIUS }
      : null,
  };
  if (type === 'text') {
    const { currentItemFontFamily: fontFamily, currentItemFontSize: fontSize } = state;
    return { type, x, y, text: words, fontFamily, fontSize, ...look } as Skeleton;
  }
  if (type === 'frame') return { type, x, y, width, height, children: [] } as unknown as Skeleton;
  return { type, x, y, width, height, ...look } as Skeleton;
}
