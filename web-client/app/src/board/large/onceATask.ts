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

interface Found {
  readonly own: Selectable[];
  readonly withTexts: Selectable[];
}

const selectedNow = onceATask(
  (elements: Many<Selectable>, { selectedElementIds: ids }: Selection): Found => {
    const own: Selectable[] = [];
    const withTexts: Selectable[] = [];
    for (const element of elements.values()) {
      if (ids[element.id]) own.push(element);
      else if (!isTextOf(element, ids)) continue;
      withTexts.push(element);
    }
    return { own, withTexts };
  },
  ({ selectedElementIds }) => [selectedElementIds],
);

function isTextOf({ type, containerId }: Selectable, ids: Selection['selectedElementIds']): boolean {
  return type === 'text' && ids[containerId ?? ''] === true;
}

/** Of a list, which is replaced and never changed in place, what was found last. */
let listed: { readonly list: readonly Selectable[]; readonly ids: object; readonly found: Found } | undefined;

/** Texts that were changed in place since, and what each belonged to. */
const changedTexts = new Map<Selectable, string | null | undefined>();

/** An element is about to be changed in place: of what was found, only whose a text is may be another then. */
export function changingListed(element: Selectable): void {
  if (listed !== undefined && element.type === 'text' && !changedTexts.has(element))
    changedTexts.set(element, element.containerId);
}

function selectedOf(elements: Many<Selectable>, selection: Selection): Found {
  if (!Array.isArray(elements)) return selectedNow(elements, selection);
  const list = elements as readonly Selectable[];
  const { selectedElementIds: ids } = selection;
  const isSame =
    listed?.ids === ids &&
    [...changedTexts].every(([text, container]) => text.containerId === container) &&
    areOthersAlike(listed.list, list, ids);
  const found = isSame && listed ? listed.found : selectedNow(elements, selection);
  listed = { list, ids, found };
  changedTexts.clear();
  return found;
}

/** Whether two lists have the same elements at the same places, but for such as are not selected. */
function areOthersAlike(
  one: readonly Selectable[],
  other: readonly Selectable[],
  ids: Selection['selectedElementIds'],
): boolean {
  const isSelected = (element: Selectable) => ids[element.id] === true || isTextOf(element, ids);
  return (
    one === other ||
    (one.length === other.length &&
      one.every((element, at) => {
        const next = other[at] as Selectable;
        return element === next || !(isSelected(element) || isSelected(next));
      }))
  );
}

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
