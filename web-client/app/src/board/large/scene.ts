interface Ordered {
  readonly id: string;
  readonly index: string | null;
  readonly isDeleted: boolean;
}

/** Of Excalidraw's scene, what is made anew of all elements whenever one of them is another. */
export interface SceneLists<T extends Ordered> {
  elements: readonly T[];
  nonDeletedElements: readonly T[];
  frames: readonly T[];
  nonDeletedFramesLikes: readonly T[];
  readonly elementsMap: Map<string, T>;
  readonly nonDeletedElementsMap: Map<string, T>;
}

/** Whether each element is above the one before it by its own key, so that no key needs to be made. */
export function areOrdered(elements: readonly Ordered[]): boolean {
  let below = '';
  for (const { index } of elements) {
    if (index === null || index === undefined || !(below < index)) return false;
    below = index;
  }
  return true;
}

/**
 * Gives a scene elements of which most are those that it has: others in their places, more above all, some of them
 * deleted. Only what is another is put into its maps. False where it is more than that; then nothing has changed.
 *
 * @param isFrame whether an element is a frame
 * @param added called with each element that the scene does not have yet
 */
export function changeScene<T extends Ordered>(
  scene: SceneLists<T>,
  next: readonly T[],
  isFrame: (element: T) => boolean,
  added: (element: T) => void,
): boolean {
  const { elements, nonDeletedElements } = scene;
  if (next.length < elements.length) return false;
  const others: T[] = [];
  const living: T[] = [];
  const gone: string[] = [];
  let isFramed = false;
  for (let at = 0, shown = 0; at < next.length; at++) {
    const [old, element] = [elements[at], next[at] as T];
    // An element may have been deleted in place.
    const wasThere = old !== undefined && nonDeletedElements[shown] === old;
    if (wasThere) shown++;
    if (!element.isDeleted) living.push(element);
    if (old !== element) {
      if (old !== undefined ? old.id !== element.id : scene.elementsMap.has(element.id)) return false;
      others.push(element);
      isFramed ||= isFrame(element);
    }
    if (old === undefined || wasThere !== element.isDeleted) continue;
    // One that is there again has its place among the others, which a map cannot give it.
    if (!wasThere) return false;
    gone.push(element.id);
    isFramed ||= isFrame(element);
  }
  for (const id of gone) scene.nonDeletedElementsMap.delete(id);
  for (const element of others) {
    scene.elementsMap.set(element.id, element);
    if (!element.isDeleted) scene.nonDeletedElementsMap.set(element.id, element);
    added(element);
  }
  scene.elements = next;
  scene.nonDeletedElements = living;
  if (isFramed) {
    scene.frames = next.filter(isFrame);
    scene.nonDeletedFramesLikes = scene.frames.filter(({ isDeleted }) => !isDeleted);
  }
  return true;
}
