import type { Bounds } from './region.ts';

/** What of one of Excalidraw's elements tells where it is, and what its picture does not tell of how it looks. */
export interface Shape {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly opacity: number;
  readonly link: string | null;
  readonly frameId: string | null;
  readonly strokeWidth: number;
  readonly containerId?: string | null;
  readonly fontSize?: number;
  readonly crop?: unknown;
  readonly scale?: unknown;
}

/** Of Excalidraw's state, what its drawing of elements depends on. */
export interface Look {
  readonly scrollX: number;
  readonly scrollY: number;
  readonly zoom: { readonly value: number };
  readonly theme: string;
  readonly viewBackgroundColor: string | null;
  readonly shouldCacheIgnoreZoom: boolean;
  readonly selectedElementIds: { readonly [id: string]: boolean };
  readonly selectedElementsAreBeingDragged: boolean;
  readonly editingGroupId: string | null;
  readonly frameRendering: object;
  readonly frameToHighlight: unknown;
  readonly croppingElementId: string | null;
  readonly openDialog: { readonly name: string } | null;
}

/** What Excalidraw is asked to draw. */
export interface Asked<E extends Shape> {
  readonly canvas: HTMLCanvasElement;
  readonly elementsMap: ReadonlyMap<string, E>;
  readonly visibleElements: readonly E[];
  /** Pixels of the canvas for each of the page. */
  readonly scale: number;
  readonly appState: Look;
  readonly renderConfig: {
    readonly renderGrid?: boolean;
    readonly isExporting: boolean;
    readonly imageCache: unknown;
    readonly elementsPendingErasure: ReadonlySet<string>;
    readonly pendingFlowchartNodes: readonly unknown[] | null;
  };
}

/** What Excalidraw knows of an element. */
export interface Known<E extends Shape> {
  /** Of what is not turned; more may follow. */
  readonly boundsOf: (element: E, elements: ReadonlyMap<string, E>) => readonly number[];
  /** The text that is drawn with it. */
  readonly textOf: (element: E, elements: ReadonlyMap<string, E>) => E | null;
  /** What it is drawn from, of which there is another whenever it looks otherwise than before: shape and picture. */
  readonly shapeOf: (element: E) => unknown;
  readonly pictureOf: (element: E) => unknown;
  /** Makes its picture, which it is drawn from; otherwise that is made when it is drawn. */
  readonly make: (element: E, asked: Asked<E>) => void;
  /** What the picture shows is gone. */
  readonly forget: (element: E) => void;
}

export function isFrame({ type }: Shape): boolean {
  return type === 'frame' || type === 'magicframe';
}

function isPage({ type }: Shape): boolean {
  return type === 'iframe' || type === 'embeddable';
}

/**
 * Whether all that is to be drawn is known by its elements: no grid, no export, no eraser, no web page above the
 * others, and nothing that is dragged into a frame or out of it.
 */
export function isPlain<E extends Shape>({ visibleElements, appState, renderConfig }: Asked<E>): boolean {
  return !(
    renderConfig.renderGrid !== false ||
    renderConfig.isExporting ||
    renderConfig.elementsPendingErasure.size > 0 ||
    renderConfig.pendingFlowchartNodes?.length ||
    appState.shouldCacheIgnoreZoom ||
    appState.frameToHighlight ||
    appState.croppingElementId ||
    appState.openDialog?.name === 'elementLinkSelector' ||
    visibleElements.some(isPage) ||
    (appState.selectedElementsAreBeingDragged && visibleElements.some((one) => one.frameId || isFrame(one)))
  );
}

/** Where one of these is another, all looks otherwise. */
export function keyOf<E extends Shape>({ canvas, scale, appState, renderConfig }: Asked<E>) {
  return [
    ...[
      canvas.width,
      canvas.height,
      scale,
      appState.zoom.value,
      appState.theme,
      appState.viewBackgroundColor,
    ],
    ...[appState.frameRendering, appState.editingGroupId, appState.selectedElementsAreBeingDragged],
    renderConfig.imageCache,
  ] as const;
}

/** Within which all of an unturned box is seen when it is turned around its middle. */
export function turned(bounds: readonly number[], angle: number): Bounds {
  const [left = 0, top = 0, right = 0, bottom = 0] = bounds;
  if (angle === 0) return [left, top, right, bottom];
  const [x, y, wide, high] = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
  const [sine, cosine] = [Math.abs(Math.sin(angle)) / 2, Math.abs(Math.cos(angle)) / 2];
  const [across, down] = [wide * cosine + high * sine, wide * sine + high * cosine];
  return [x - across, y - down, x + across, y + down];
}
