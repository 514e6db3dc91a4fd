import type { Json, Props } from '@easel/sdk';
import { convertToExcalidrawElements, exportToCanvas, restoreElements } from '@excalidraw/excalidraw';
import '../../board/fonts.ts';

/** A text as it is drawn, and its shape where that had to grow for it. */
export interface Layout {
  readonly text: Props;
  readonly shape: Props | undefined;
}

type Elements = ReturnType<typeof restoreElements>;
type Element = Elements[number];

/** Properties of a text that its layout follows from. */
const STYLE = ['fontSize', 'fontFamily', 'lineHeight', 'textAlign', 'verticalAlign'] as const;
const DRAWN = ['text', 'x', 'y', 'width', 'height'] as const;

/** Breaks a text into lines and measures it, as Excalidraw does it when somebody types on the board. */
export function layOut(text: Props, shape: Props | undefined): Layout {
  return shape === undefined ? { text: alone(text), shape: undefined } : inShape(text, shape);
}

function alone(text: Props): Props {
  const [element] = restoreElements([elementOf({ ...text, text: text.originalText as Json })], null, {
    refreshDimensions: true,
  });
  return drawn(element);
}

function inShape(text: Props, shape: Props): Layout {
  const style = Object.fromEntries(STYLE.filter((name) => name in text).map((name) => [name, text[name]]));
  const skeleton = { ...shape, id: 'shape', label: { ...style, text: text.originalText } };
  const elements = convertToExcalidrawElements([skeleton as never], { regenerateIds: false });
  const grown = elements.find(({ id }) => id === 'shape');
  const label = elements.find(({ type }) => type === 'text');
  const size = Object.fromEntries(
    (['width', 'height'] as const)
      .filter((name) => grown !== undefined && shape.type !== 'arrow' && grown[name] !== shape[name])
      .map((name) => [name, grown?.[name] as number]),
  );
  return { text: drawn(label), shape: Object.keys(size).length > 0 ? size : undefined };
}

/** Loads the fonts that these letters are drawn with in a text: until then they are measured with others. */
export async function loadFonts(text: Props, letters: string): Promise<void> {
  const small = { ...text, text: letters, originalText: letters, width: 1, height: 1 };
  // It is the only way to a font from outside of a canvas; what it draws is not used.
  await exportToCanvas({ elements: restoreElements([elementOf(small)], null) as never, files: null });
}

function elementOf(props: Props): Element {
  return { ...props, id: 'text', version: 1, versionNonce: 1, isDeleted: false } as unknown as Element;
}

function drawn(element: { readonly [name in (typeof DRAWN)[number]]?: unknown } | undefined): Props {
  return Object.fromEntries(
    DRAWN.filter((name) => element?.[name] !== undefined).map((name) => [name, element?.[name] as Json]),
  );
}
