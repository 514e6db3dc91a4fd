/**
 * Lets the page be translated by the browser, which puts elements of its own around texts: React, which goes by the
 * texts that it has made, would fail where it removes one or puts something before one, and take the page with it.
 * What it wants to remove is gone from its place then, and what it puts in comes at the end, which is seen.
 */
export function allowTranslation(prototype: Node = Node.prototype): void {
  const { removeChild, insertBefore } = prototype;
  prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const place = placeOf(child, this);
    return place === undefined ? child : (removeChild.call(this, place) as T);
  };
  // Like the browser's own, it takes undefined for null: libraries call it so.
  prototype.insertBefore = function <T extends Node>(this: Node, added: T, before?: Node | null): T {
    const place = before ? (placeOf(before, this) ?? null) : null;
    return insertBefore.call(this, added, place) as T;
  };
}

/** The child of a parent that a node is, or that the browser has put around it. */
function placeOf(node: Node, parent: Node): Node | undefined {
  let at: Node | null = node;
  while (at !== null && at.parentNode !== parent) at = at.parentNode;
  return at ?? undefined;
}
