import { own } from '../excalidraw.ts';
import { any, type Gesture, type Hand, isShape, pause, place, SHAPES } from './hand.ts';

export function* drawShape(hand: Hand): Gesture {
  yield* drag(hand, hand.random.pick(SHAPES));
}

export function* drawFrame(hand: Hand): Gesture {
  yield* drag(hand, 'frame');
}

function* drag(hand: Hand, type: (typeof SHAPES)[number] | 'frame'): Gesture {
  const { editor, random } = hand;
  const [x, y] = place(random);
  const [width, height] = type === 'frame' ? [300, 260] : [60 + random.below(120), 40 + random.below(100)];
  const frameId = type === 'frame' ? null : (editor.frameAt(x, y)?.id ?? null);
  const roundness = random.chance(0.5) && type !== 'frame' ? { type: 3 } : null;
  const element =
    type === 'frame'
      ? own.newFrameElement({ x, y, width: 0, height: 0 })
      : own.newElement({ type, x, y, frameId, roundness } as never);
  editor.scene.insertElement(element);
  editor.set({ cursorButton: 'down', newElement: element as never });
  yield pause(random);
  for (const part of random.chance(0.1) ? [] : [0.4, 1]) {
    own.dragNewElement({
      ...{ newElement: element, elementType: type, originX: x, originY: y },
      ...{ x: x + width * part, y: y + height * part, width: width * part, height: height * part },
      ...{ shouldMaintainAspectRatio: false, shouldResizeFromCenter: false, zoom: editor.state.zoom.value },
    });
    yield pause(random);
  }
  editor.set({ cursorButton: 'up', newElement: null });
  if (own.isInvisiblySmallElement(element)) {
    editor.updateScene(editor.elements.filter(({ id }) => id !== element.id));
    yield pause(random);
    return;
  }
  if (element.type === 'frame') {
    const inside = own.getElementsInNewFrame(editor.elements, element, editor.map);
    const all = editor.scene.getElementsMapIncludingDeleted();
    editor.scene.replaceAllElements(own.addElementsToFrame(all, inside, element, editor.state));
  }
  own.mutateElement(element, own.getNormalizedDimensions(element));
  editor.scene.triggerUpdate();
  editor.select(element.id);
  yield pause(random);
}

export function* drawArrow(hand: Hand): Gesture {
  const { editor, random } = hand;
  const [x, y] = edgeOf(hand);
  const [toX, toY] = random.chance(0.8) ? edgeOf(hand) : place(random);
  const type = random.chance(0.85) ? 'arrow' : 'line';
  const style = { x, y, frameId: editor.frameAt(x, y)?.id ?? null, roundness: { type: 2 } };
  const element =
    type === 'arrow'
      ? own.newArrowElement({ type, ...style, endArrowhead: 'arrow', elbowed: false } as never)
      : own.newLinearElement({ type, ...style } as never);
  own.mutateElement(element, { points: [...element.points, [0, 0]] as never });
  const startBoundElement = editor.bindableAt(x, y);
  editor.scene.insertElement(element);
  editor.set({ cursorButton: 'down', newElement: element as never, startBoundElement });
  yield pause(random);
  for (const part of [0.3, 1]) {
    const point = [(toX - x) * part, (toY - y) * part];
    own.mutateElement(element, { points: [[0, 0], point] as never });
    yield pause(random);
  }
  editor.set({ cursorButton: 'up' });
  if (type === 'arrow') {
    const all = editor.scene.getNonDeletedElements();
    own.maybeBindLinearElement(element, editor.state, { x: toX, y: toY }, editor.map, all as never);
  }
  editor.set({ startBoundElement: null, newElement: null });
  editor.select(element.id);
  editor.scene.triggerUpdate();
  yield pause(random);
}

/** At the edge of a shape, or anywhere. */
function edgeOf(hand: Hand): [number, number] {
  const shape = any(hand, isShape);
  if (shape === undefined) return place(hand.random);
  const beside = hand.random.chance(0.5) ? -4 : shape.width + 4;
  return [shape.x + beside, shape.y + shape.height / 2];
}

export function* drawFreely(hand: Hand): Gesture {
  const { editor, random } = hand;
  const [x, y] = place(random);
  const frameId = editor.frameAt(x, y)?.id ?? null;
  const element = own.newFreeDrawElement({
    ...{ type: 'freedraw', x, y, frameId, simulatePressure: true, pressures: [], points: [[0, 0]] as never },
  });
  editor.scene.insertElement(element);
  editor.set({ cursorButton: 'down', newElement: element });
  yield pause(random);
  const count = 3 + random.below(5);
  for (let at = 1; at <= count; at++) {
    own.mutateElement(element, { points: [...element.points, [at * 9, random.below(40)]] as never }, false);
    editor.set({ newElement: element });
    yield pause(random);
  }
  const last = [count * 9 + 1, 7];
  own.mutateElement(element, {
    points: [...element.points, last] as never,
    lastCommittedPoint: last as never,
  });
  editor.set({ cursorButton: 'up', newElement: null });
  yield pause(random);
}
