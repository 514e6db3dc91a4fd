import { equal, type Props } from '@easel/sdk';
import { type Element, propsOf } from '../../src/board/adapter/element.ts';
import type { Editor } from './editor.ts';
import { own } from './excalidraw.ts';
import { isShape } from './gestures/hand.ts';
import type { Page } from './page.ts';

type Arrow = Extract<Element, { points: unknown; startBinding: unknown }>;
type Objects = ReadonlyMap<string, Props>;

/** A rule that holds when all is quiet. */
export type Rule =
  | 'all have what the server has'
  | 'all draw the same'
  | 'all draw in the same order'
  | 'order keys are valid'
  | 'labels are where their shapes are'
  | 'arrows end where their shapes are'
  | 'frames are there'
  | 'undo n then redo n changes nothing'
  | 'no words are lost silently';

export type Say = (rule: Rule, what: string) => void;

interface Window {
  readonly name: string;
  readonly page: Page;
}

/** How far from its shape the end of an arrow is at most that is bound to it, in scene pixels. */
const MOST_GAP = 45;
/** How far from where it belongs a label is at most, in scene pixels. */
const MOST_OFF = 1;

/** All windows have what the server has, and draw the same. */
export function checkSame(windows: readonly Window[], objects: Objects, say: Say): void {
  for (const { name, page } of windows) {
    for (const what of differences(page.project.objects, objects))
      say('all have what the server has', `${name}: ${what}`);
  }
  const [first, ...others] = windows;
  const shown = pictureOf((first as Window).page.editor);
  for (const { name, page } of others) {
    const picture = pictureOf(page.editor);
    for (const what of differences(picture, shown)) say('all draw the same', `${name}: ${what}`);
    const [here, there] = [[...picture.keys()].join(), [...shown.keys()].join()];
    if (here !== there && picture.size === shown.size)
      say('all draw in the same order', `${name}: ${here}, not ${there}`);
  }
}

export function checkUndone(name: string, before: Objects, after: Objects, say: Say): void {
  for (const what of differences(after, before))
    say('undo n then redo n changes nothing', `${name}: ${what}`);
}

/** What is drawn is whole: labels and arrows are where their shapes are, and the order is valid. */
export function checkPicture(name: string, { editor, project }: Page, say: Say): void {
  const of = (rule: Rule) => (what: string) => say(rule, `${name}: ${what}`);
  checkOrder(editor.elements, of('order keys are valid'));
  for (const element of editor.drawn) {
    const stored = project.objects.get(element.id) as Props;
    if (element.type === 'text') checkLabel(element, stored, editor, of('labels are where their shapes are'));
    if (element.type === 'arrow')
      checkArrow(element as Arrow, stored, editor, of('arrows end where their shapes are'));
    const { frameId } = element;
    if (frameId && !editor.element(frameId)) of('frames are there')(`${told(element)} is in ${frameId}`);
  }
}

function checkOrder(elements: readonly Element[], say: (what: string) => void): void {
  try {
    own.validateFractionalIndices(elements, {
      shouldThrow: true,
      includeBoundTextValidation: false,
      ignoreLogs: true,
    });
  } catch {
    say(`the order keys are not in order: ${elements.map(({ id, index }) => `${id} ${index}`).join(', ')}`);
  }
}

function checkLabel(
  label: Extract<Element, { type: 'text' }>,
  stored: Props,
  editor: Editor,
  say: (what: string) => void,
): void {
  if (!label.containerId) {
    const shape = editor.element(String(stored.containerId));
    const first = shape && own.isValidTextContainer(shape) ? own.getBoundTextElementId(shape) : undefined;
    if (shape && (first === null || first === label.id))
      say(`${told(label)} is no label, and ${told(shape)} has no other`);
    return;
  }
  const container = editor.element(label.containerId);
  if (!container) {
    say(`${told(label)} is the label of a shape that is not there`);
    return;
  }
  const first = own.getBoundTextElementId(container);
  if (first !== label.id) say(`${told(label)} is not the label of ${told(container)}, which lists ${first}`);
  if (container.type === 'arrow') return; // placed whenever it is drawn
  const { x, y } = own.computeBoundTextPosition(container, label as never, editor.map);
  const off = Math.hypot(label.x - x, label.y - y);
  if (off > MOST_OFF) say(`${told(label)} is ${off} beside where it belongs in ${told(container)}`);
}

function checkArrow(arrow: Arrow, stored: Props, editor: Editor, say: (what: string) => void): void {
  const ends = [
    ['startBinding', arrow.points[0]],
    ['endBinding', arrow.points.at(-1)],
  ] as const;
  for (const [name, point] of ends) {
    const binding = arrow[name];
    if (!binding || !point) {
      const id = (stored[name] as { readonly elementId?: string } | null | undefined)?.elementId;
      const shape = editor.element(String(id));
      if (shape && isShape(shape)) say(`${told(arrow)} is not bound to ${told(shape)}, as it says`);
      continue;
    }
    const shape = editor.element(binding.elementId);
    if (!shape) {
      say(`${told(arrow)} is bound to a shape that is not there`);
      continue;
    }
    if (!shape.boundElements?.some(({ id }) => id === arrow.id))
      say(`${told(shape)} does not know ${told(arrow)}`);
    const off = beside(arrow.x + point[0], arrow.y + point[1], shape);
    const isStale = off > MOST_GAP && wouldMove(arrow, shape, editor) > MOST_GAP;
    if (isStale) say(`${told(arrow)} ends ${off} beside ${told(shape)}`);
  }
}

/** How far an arrow's ends move when Excalidraw binds it to the shape again, which may be where no line meets it. */
function wouldMove(arrow: Arrow, shape: Element, editor: Editor): number {
  const copies = new Map([...editor.map].map(([id, element]) => [id, own.deepCopyElement(element)]));
  own.updateBoundElements(shape as never, copies as never);
  const moved = copies.get(arrow.id) as Arrow;
  const ends = ({ x, y, points }: Arrow) =>
    [points[0], points.at(-1)].map((p) => [x + (p?.[0] ?? 0), y + (p?.[1] ?? 0)]);
  const [before, after] = [ends(arrow), ends(moved)];
  return Math.max(
    ...before.map(([x, y], at) =>
      Math.hypot((x ?? 0) - (after[at]?.[0] ?? 0), (y ?? 0) - (after[at]?.[1] ?? 0)),
    ),
  );
}

/** How far a point is outside of an element that is not rotated; 0 within. */
function beside(x: number, y: number, { x: left, y: top, width, height }: Element): number {
  return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
}

function pictureOf(editor: Editor): Map<string, Props> {
  return new Map(
    editor.drawn.map((element) => {
      const { index: _, ...props } = propsOf(element);
      return [element.id, props];
    }),
  );
}

function* differences(found: Objects, right: Objects): Generator<string> {
  for (const id of new Set([...found.keys(), ...right.keys()])) {
    const [here, there] = [found.get(id), right.get(id)];
    if (equal(here, there)) continue;
    if (!here || !there) yield `${(here ?? there)?.type} ${id} ${here ? 'is too much' : 'is missing'}`;
    else yield `${there.type} ${id} ${difference(here, there)}`;
  }
}

function difference(here: Props, there: Props): string {
  return Object.keys({ ...here, ...there })
    .filter((name) => !equal(here[name], there[name]))
    .map((name) => `${name} ${JSON.stringify(here[name])}, not ${JSON.stringify(there[name])}`)
    .join('; ');
}

function told({ type, id }: Element): string {
  return `${type} ${id}`;
}
