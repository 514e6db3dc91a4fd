import { t } from '../words/common.ts';
import { colorOfHue, hueOfName } from './hue.ts';
import { signedInName } from './me.ts';
import { Stored } from './stored.ts';

/** The name others see. The server takes 1–64 characters. */
export const LONGEST_NAME = 64;

export const personName = new Stored<string>('name', (value) =>
  typeof value === 'string' ? value.trim().slice(0, LONGEST_NAME) : '',
);

/** The hue of the person's colour, in degrees; kept when the name becomes another one. */
export const personHue = new Stored<number | undefined>('hue', (value) =>
  typeof value === 'number' && value >= 0 && value <= 360 ? Math.round(value / 10) * 10 : undefined,
);

/** Whether the person was asked for a name: that happens once. */
export const nameAsked = new Stored<boolean>('nameAsked', (value) => value === true);

/** Whether this is a name that the app has made: in the language that is spoken, or in English. */
export function isAlias(name: string): boolean {
  const animals = t('common.person.animals').split(', ');
  return (
    /^Anonymous /.test(name) || animals.some((animal) => name === t('common.person.anonymous', { animal }))
  );
}

/**
 * The person's name: that with which they signed in, or that which they gave; a guest who has given none gets a random
 * one, which is kept.
 */
export function ownName(): string {
  const signedIn = signedInName();
  if (signedIn !== undefined) return [...signedIn].slice(0, LONGEST_NAME).join('');
  if (personName.get() === '') {
    const animals = t('common.person.animals').split(', ');
    const animal = animals[Math.floor(Math.random() * animals.length)] ?? '';
    personName.set(t('common.person.anonymous', { animal }));
  }
  return personName.get();
}

/** The hue of the person's colour; one who has chosen none gets that of the first name, which is kept. */
export function ownHue(): number {
  const hue = personHue.get() ?? hueOfName(ownName());
  if (personHue.get() === undefined) personHue.set(hue);
  return hue;
}

/** By what others know the person. */
export function ownUser(): { readonly name: string; readonly color: string } {
  const hue = ownHue();
  return { name: ownName(), color: colorOfHue(hue) };
}
