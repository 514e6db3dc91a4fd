import { Stored } from './stored.ts';

/** The name others see. The server takes 1–64 characters. */
export const LONGEST_NAME = 64;
const ANIMALS =
  'Badger Crane Dolphin Falcon Fox Hare Heron Lynx Marten Otter Owl Panda Puffin Robin Seal Swift'.split(' ');

export const personName = new Stored<string>('name', (value) =>
  typeof value === 'string' ? value.trim().slice(0, LONGEST_NAME) : '',
);

/** The person's name; a person who has given none gets a random one, which is kept. */
export function ownName(): string {
  if (personName.get() === '') {
    personName.set(`Anonymous ${ANIMALS[Math.floor(Math.random() * ANIMALS.length)]}`);
  }
  return personName.get();
}

/** The hue of a person's colour, the same for the same name: one of the 37 that cursors have. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 37) * 10;
}

/** A person's colour; legible on white and on black. */
export function colorOf(name: string): string {
  return `hsl(${hueOf(name)} 65% 50%)`;
}
