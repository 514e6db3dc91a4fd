/** Of few elements everything is found anew. */
const FEW = 1_000;
/** Answers that are kept, of each question. */
const MOST_KEPT = 8;
const FRAME = /^(magic)?frame$/;

interface Many<T> {
  readonly size?: number;
  readonly length?: number;
  values(): Iterable<T>;
}

const questions: { length: number }[] = [];

/** Something of the elements is another now: whatever was found is looked for again. */
export function forget(): void {
  for (const answers of questions) answers.length = 0;
}

/**
 * What is found among all elements of a board, once for all that ask in the same task: each control of a panel asks for
 * itself, whenever it is drawn.
 *
 * @param keyOf what the answer depends on, beside the elements
 */
export function onceATask<T, E extends Many<T>, A extends readonly unknown[], R>(
  find: (elements: E, ...how: A) => R,
  keyOf: (...how: A) => readonly unknown[] = () => [],
): (elements: E, ...how: A) => R {
  const answers: { readonly key: readonly unknown[]; readonly answer: R }[] = [];
  questions.push(answers);
  return (elements, ...how) => {
    if (countOf(elements) <= FEW) return find(elements, ...how);
    const key = [elements, ...keyOf(...how)];
    const known = answers.find((one) => one.key.every((part, at) => part === key[at]));
    if (known !== undefined) return known.answer;
    const answer = find(elements, ...how);
    // In the next task an element may have been changed by whatever.
    if (answers.length === 0) queueMicrotask(forget);
    if (answers.length < MOST_KEPT) answers.push({ key, answer });
    return answer;
  };
}

interface Grouped {
  readonly groupIds: readonly string[];
}

const groupsOf = onceATask((elements: Many<Grouped>): ReadonlyMap<string, readonly Grouped[]> => {
  const groups = new Map<string, Grouped[]>();
  for (const element of elements.values())
    for (const id of new Set(element.groupIds)) {
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [element]);
      else group.push(element);
    }
  return groups;
});

/** The elements of a group. Those of all groups are found at once: whoever asks for one asks for others. */
export function inGroup<T extends Grouped>(elements: Many<T>, id: string): T[] {
  if (countOf(elements) > FEW) return [...(groupsOf(elements).get(id) ?? [])] as T[];
  return Array.from(elements.values()).filter(({ groupIds }) => groupIds.includes(id));
}

interface Selectable {
  readonly id: string;
  readonly type: string;
  readonly containerId?: string | null;
}

interface Selection {
  readonly selectedElementIds: { readonly [id: string]: boolean };
}

interface How {
  readonly includeBoundTextElement?: boolean;
  readonly includeElementsInFrames?: boolean;
}

const selectedOf = onceATask(
  (elements: Many<Selectable>, { selectedElementIds: ids }: Selection) => {
    const own: Selectable[] = [];
    const withTexts: Selectable[] = [];
    for (const element of elements.values()) {
      if (ids[element.id]) own.push(element);
      else if (element.type !== 'text' || !ids[element.containerId ?? '']) continue;
      withTexts.push(element);
    }
    return { own, withTexts };
  },
  ({ selectedElementIds }) => [selectedElementIds],
);

/**
 * The selected elements, among all. Those with the texts of what is selected are found at the same time: some controls
 * ask for these, and others for those.
 *
 * @param find finds those that are in selected frames, too
 */
export function selected<T extends Selectable, E extends Many<T>>(
  find: (elements: E, selection: Selection, how?: How) => T[],
): (elements: E, selection: Selection, how?: How) => T[] {
  const among = onceATask<T, E, [Selection, How?], T[]>(find, ({ selectedElementIds }, how) => [
    selectedElementIds,
    !how?.includeBoundTextElement,
  ]);
  return (elements, selection, how) => {
    if (countOf(elements) <= FEW) return find(elements, selection, how);
    const { own, withTexts } = selectedOf(elements, selection);
    const found = how?.includeBoundTextElement ? withTexts : own;
    const isFramed = how?.includeElementsInFrames && found.some(({ type }) => FRAME.test(type));
    return isFramed ? among(elements, selection, how) : (found as T[]);
  };
}

function countOf({ size, length }: Many<unknown>): number {
  return size ?? length ?? 0;
}
