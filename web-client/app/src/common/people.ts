import { colorOfHue, hueOfColor, hueOfName } from './hue.ts';
import { personHue, personName } from './person.ts';
import { Stored } from './stored.ts';

/** People whose colour is remembered; the one who was seen first is forgotten first. */
const MOST_KNOWN = 200;

type Known = readonly (readonly [name: string, hue: number])[];

/** The colours that people have chosen, as this browser has seen them: history and lists know people by name only. */
const known = new Stored<Known>('people', (value) =>
  Array.isArray(value) ? (value.filter(isKnown).slice(-MOST_KNOWN) as Known) : [],
);

/** A person that is here, by what their client tells of them. */
export function hueOfUser({ name, color }: { readonly name?: string; readonly color?: string }): number {
  return hueOfColor(color) ?? hueOfName(name ?? '');
}

/** Remembers the colour of a person that is here. */
export function remember(name: string, hue: number): void {
  if (hueOfPerson(name) === hue) return;
  const others = known.get().filter(([other]) => other !== name);
  known.set(hue === hueOfName(name) ? others : [...others, [name, hue]]);
}

/** The hue of somebody who is known by name. */
export function hueOfPerson(name: string): number {
  if (name === personName.get()) return personHue.get() ?? hueOfName(name);
  return known.get().find(([other]) => other === name)?.[1] ?? hueOfName(name);
}

export function colorOfPerson(name: string): string {
  return colorOfHue(hueOfPerson(name));
}

function isKnown(entry: unknown): boolean {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
}
