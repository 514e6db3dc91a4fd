/** What of an element tells where it is. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly points?: readonly (readonly number[])[];
}

/**
 * Whether an element may touch a rectangle of the scene. It is asked before its outline is computed, which takes a
 * hundred times as long: no outline, turned or curved, reaches further than this. True where that is not known.
 */
export function mayTouch(element: Placed, left: number, top: number, right: number, bottom: number): boolean {
  const { x, y, points } = element;
  if (points !== undefined && (points[0]?.[0] !== 0 || points[0]?.[1] !== 0)) return true;
  const reach = 2 * (Math.abs(element.width) + Math.abs(element.height)) + 100;
  return !(x - reach > right || x + reach < left || y - reach > bottom || y + reach < top);
}

interface Selectable {
  readonly id: string;
  readonly isDeleted: boolean;
}

/**
 * Makes what finds the selected ones among all elements, once for all that ask in the same task: each control of the
 * panel of properties does, whenever it is drawn.
 */
export function selectionFinder() {
  let last: readonly [unknown, unknown, readonly Selectable[]] | undefined;
  return <T extends Selectable>(
    elements: readonly T[],
    { selectedElementIds: ids }: { readonly selectedElementIds: { readonly [id: string]: boolean } },
  ): readonly T[] => {
    if (last?.[0] === elements && last[1] === ids) return last[2] as readonly T[];
    const selected = elements.filter(({ id, isDeleted }) => !isDeleted && ids[id]);
    last = [elements, ids, selected];
    queueMicrotask(() => {
      last = undefined;
    });
    return selected;
  };
}

export interface Mending {
  /** Where in Excalidraw's package it is. */
  readonly file: string;
  readonly code: string;
  readonly instead: string;
  /** How often it is there; once where it is left out. */
  readonly times?: number;
}

const INDEX = 'dist/prod/index.js';
const CHUNK = 'dist/prod/chunk-K2UTITRG.js';

/** What is put before the code of the file that the mendings are in. */
export const PRELUDE = `const easelMayTouch=${mayTouch};const easelSelected=(${selectionFinder})();`;

/** What Excalidraw does with every element of a board, or with every pair of selected ones, in each frame. */
export const MENDINGS: readonly Mending[] = [
  // Where the pointer is: the outline of every element was computed, to see whether it is there. A frame's name and an
  // element's label may be further away than the element reaches.
  {
    file: INDEX,
    code: '.filter(c=>this.hitElement(t,r,c))',
    instead:
      '.filter(c=>(c.boundElements?.length||/frame$/.test(c.type)' +
      '||easelMayTouch(c,t-30/this.state.zoom.value,r-30/this.state.zoom.value,' +
      't+30/this.state.zoom.value,r+30/this.state.zoom.value))&&this.hitElement(t,r,c))',
  },
  // What is seen, and a map of all elements beside it, which the scene has.
  {
    file: INDEX,
    code: 'for(let p of r.values())ka(p,m,c,',
    instead: 'for(let p of r.values())easelMayTouch(p,-l,-s,m/n.value-l,c/n.value-s)&&ka(p,m,c,',
  },
  {
    file: INDEX,
    code: 'f=t({elements:h,editingTextElement:m,newElementId:d,pendingImageElementId:p})',
    instead:
      'f=m||d||p?t({elements:h,editingTextElement:m,newElementId:d,pendingImageElementId:p})' +
      ':this.scene.getNonDeletedElementsMap()',
  },
  // The panel of properties.
  {
    file: INDEX,
    code: 'let i=o.editingTextElement,a=se(e),l=null;return i&&(l=t(i))',
    instead: 'let i=o.editingTextElement,a=easelSelected(e,o),l=null;return i&&(l=t(i))',
  },
  { file: INDEX, code: 'visible:ke(se(e),o)', instead: 'visible:easelSelected(e,o).length>0', times: 12 },
  // A second copy of the whole board, for an undo that is not used here: the project's is. It was compared with the
  // board at each change of others, and what they had deleted never left it.
  {
    file: CHUNK,
    code: 'maybeClone(t,n){let r=this.maybeCreateElementsSnapshot(t)',
    instead: 'maybeClone(){return this}easelUnused(t,n){let r=this.maybeCreateElementsSnapshot(t)',
  },
  // A drag: of each element that is dragged, the ids of all that are, whether an arrow is bound to it or not.
  {
    file: CHUNK,
    code: 'i=fb(o);xt(e)&&ci(t,e,',
    instead: 'i=(all=>({has:id=>(all??=fb(o)).has(id)}))();xt(e)&&ci(t,e,',
  },
  {
    file: CHUNK,
    code: 'l=F9(c,n,o,i);s.forEach(U=>{',
    instead: 'l=F9(c,n,o,i),easelAll=[...s];s.forEach(U=>{',
  },
  {
    file: CHUNK,
    code: 'Jt(U,r.getElementsMapIncludingDeleted(),{simultaneouslyUpdated:Array.from(s)})',
    instead: 'Jt(U,r.getElementsMapIncludingDeleted(),{simultaneouslyUpdated:easelAll})',
  },
];

/** The code of one of Excalidraw's files, mended; undefined where there is nothing to be mended in it. */
export function mended(code: string, file: string): string | undefined {
  const mendings = MENDINGS.filter((mending) => file.endsWith(mending.file));
  if (mendings.length === 0) return undefined;
  let result = code;
  for (const mending of mendings) {
    if (result.split(mending.code).length - 1 !== (mending.times ?? 1))
      throw new Error(`Excalidraw does this in a way not known here: ${mending.code}`);
    result = result.replaceAll(mending.code, () => mending.instead);
  }
  return PRELUDE + result;
}
