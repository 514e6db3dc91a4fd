/** What a person sees of a board, and what they draw with; it is theirs, and kept in their browser. */
export interface KeptView {
  /** The middle of what is seen, in scene coordinates: windows have different sizes. */
  readonly center: readonly [number, number];
  readonly zoom: number;
  readonly tool: string;
  readonly locked: boolean;
  /** Excalidraw's `currentItem…`: colours, widths, fonts. */
  readonly style: { readonly [name: string]: string | number | null };
}

/** A kept view of one of many boards. */
export interface KeptOf {
  readonly project: string;
  readonly view: KeptView;
}

interface ViewState {
  readonly scrollX: number;
  readonly scrollY: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: { readonly value: number };
  readonly activeTool: { readonly type: string; readonly locked: boolean };
}

/** Boards whose views are kept; of more, the one that was left first is forgotten. */
export const MOST_KEPT = 100;
const STYLE = /^currentItem[A-Z]\w{0,40}$/;
const MOST_STYLES = 30;
const LONGEST_VALUE = 64;
const [LEAST_ZOOM, MOST_ZOOM] = [0.1, 30];
const TOOLS = [
  ...['selection', 'rectangle', 'diamond', 'ellipse', 'arrow', 'line', 'freedraw', 'text'],
  ...['eraser', 'hand', 'frame', 'laser'],
];

export function viewOf(state: ViewState): KeptView {
  const { scrollX, scrollY, width, height, zoom, activeTool } = state;
  return {
    center: [round(width / 2 / zoom.value - scrollX), round(height / 2 / zoom.value - scrollY)],
    zoom: zoom.value,
    tool: activeTool.type,
    locked: activeTool.locked,
    style: styleOf(state as unknown as Record<string, unknown>),
  };
}

/** Where a canvas of this size is scrolled to, to show the view. */
export function scrollTo(view: KeptView, { width, height }: Pick<ViewState, 'width' | 'height'>) {
  const [x, y] = view.center;
  return { scrollX: width / 2 / view.zoom - x, scrollY: height / 2 / view.zoom - y };
}

/** What was stored, as far as it can be read. */
export function keptViews(stored: unknown): readonly KeptOf[] {
  if (!Array.isArray(stored)) return [];
  return stored
    .slice(-MOST_KEPT)
    .flatMap((kept) =>
      typeof kept?.project === 'string' && isView(kept.view)
        ? [{ project: kept.project, view: { ...kept.view, style: styleOf(kept.view.style) } }]
        : [],
    );
}

/** With this view as the latest. */
export function withView(views: readonly KeptOf[], project: string, view: KeptView): readonly KeptOf[] {
  return [...views.filter((kept) => kept.project !== project), { project, view }].slice(-MOST_KEPT);
}

function isView(value: unknown): value is KeptView {
  if (typeof value !== 'object' || value === null) return false;
  const { center, zoom, tool, style } = value as Partial<KeptView>;
  return (
    Array.isArray(center) &&
    center.length === 2 &&
    center.every(Number.isFinite) &&
    typeof zoom === 'number' &&
    zoom >= LEAST_ZOOM &&
    zoom <= MOST_ZOOM &&
    TOOLS.includes(tool as string) &&
    typeof style === 'object' &&
    style !== null
  );
}

function styleOf(state: { readonly [name: string]: unknown }): KeptView['style'] {
  const isKept = ([name, value]: [string, unknown]) =>
    STYLE.test(name) &&
    (value === null ||
      Number.isFinite(value) ||
      (typeof value === 'string' && value.length <= LONGEST_VALUE));
  return Object.fromEntries(Object.entries(state).filter(isKept).slice(0, MOST_STYLES)) as KeptView['style'];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
