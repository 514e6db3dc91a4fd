import { t } from './board.ts';

/** What a person calls the types of objects that Excalidraw draws. */
const KINDS = new Map([
  ['rectangle', 'board.object.rectangle'],
  ['diamond', 'board.object.diamond'],
  ['ellipse', 'board.object.ellipse'],
  ['arrow', 'board.object.arrow'],
  ['line', 'board.object.line'],
  ['freedraw', 'board.object.freedraw'],
  ['text', 'board.object.text'],
  ['image', 'board.object.image'],
  ['frame', 'board.object.frame'],
  ['magicframe', 'board.object.frame'],
  ['embeddable', 'board.object.page'],
  ['iframe', 'board.object.page'],
] as const);

/** What an object is, by its type; undefined for other types. */
export function kindInWords(type: unknown): string | undefined {
  const known = KINDS.get(type as never);
  return known && t(known);
}
