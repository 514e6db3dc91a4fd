import type { Json, Props } from './change.ts';
import { MOST_LEVELS } from './content.ts';

/**
 * Properties without what no server takes (L4, L5), to be used on what comes from a clipboard, a keyboard or another
 * program: U+0000 is taken out, half a surrogate pair becomes U+FFFD, a number that JSON cannot hold becomes 0 in a
 * list and is left out elsewhere, and what is nested too deep becomes null. Returns the same object where nothing is
 * wrong with it.
 */
export function cleanProps(props: object): Props {
  return cleanMembers(props, 1) as Props;
}

/** A text without U+0000 and halves of surrogate pairs (L5). */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

function clean(value: unknown, level: number): Json | undefined {
  switch (typeof value) {
    case 'string':
      return cleanText(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'object':
      if (value === null || level > MOST_LEVELS) return null;
      return Array.isArray(value) ? cleanList(value, level) : cleanMembers(value, level);
    default:
      return undefined;
  }
}

function cleanList(list: readonly unknown[], level: number): Json {
  let copy: Json[] | undefined;
  for (let at = 0; at < list.length; at++) {
    const value = list[at];
    const next = clean(value, level + 1) ?? (typeof value === 'number' ? 0 : null);
    if (next === value) continue;
    copy ??= [...list] as Json[];
    copy[at] = next;
  }
  return copy ?? (list as readonly Json[]);
}

function cleanMembers(members: object, level: number): Json {
  const copy: Record<string, Json> = {};
  const prototype: unknown = Object.getPrototypeOf(members);
  let isSame = prototype === null || Object.getPrototypeOf(prototype) === null;
  for (const [name, value] of Object.entries(members)) {
    const next = clean(value, level + 1);
    const cleanName = cleanText(name);
    isSame &&= next === value && cleanName === name && name !== '__proto__';
    if (next !== undefined && cleanName !== '__proto__') copy[cleanName] = next;
  }
  return isSame ? (members as Props) : copy;
}
