import type { Append, Change, Json, Patch, Props } from './change.ts';
import { bytesOf, isObject, isWellFormed } from './json.ts';
import type { User } from './message.ts';

/** Thrown for a change that no server would ever take. Nothing of the edit it came in was made. */
export class InvalidChange extends Error {
  override readonly name = 'InvalidChange';
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** How deep JSON may be nested (L5). */
export const MOST_LEVELS = 32;
const MOST_GROUP = 64;
const MOST_NAME = 64;
const MOST_USER = 1 << 10;

/**
 * The change, checked as a server checks it (E5–E8, L4, L5) and copied: the caller may change its arrays and objects
 * afterwards.
 */
export function checked(change: Change): Change {
  if (!isObject(change)) throw new InvalidChange('a change is an object');
  const id: unknown = change.id;
  if (typeof id !== 'string' || !ID.test(id)) {
    throw new InvalidChange(`an object's id is 1 to 64 of A-Z a-z 0-9 _ -, not ${shown(id)}`);
  }
  switch (change.op) {
    case 'put':
      return { op: 'put', id, props: props(change.props, `props of ${id}`) };
    case 'patch':
      return checkedPatch(change, id);
    case 'delete':
      return { op: 'delete', id };
    default:
      throw new InvalidChange(`unknown op: ${shown((change as { op?: unknown }).op)}`);
  }
}

export function checkGroup(group: string): void {
  if (typeof group !== 'string' || group.length > MOST_GROUP) {
    throw new InvalidChange(`a group is a string of at most ${MOST_GROUP} characters`);
  }
  text(group, 'a group');
}

/** The value, checked (L5) and copied. */
export function checkedJson(value: unknown, what: string, level = 1): Json {
  switch (typeof value) {
    case 'string':
      return text(value, what);
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new InvalidChange(`${what} is ${value}, which is no JSON`);
    case 'object':
      break;
    default:
      throw new InvalidChange(`${what} is ${shown(value)}, which is no JSON`);
  }
  if (value === null) return null;
  if (level > MOST_LEVELS) throw new InvalidChange(`${what} is nested over ${MOST_LEVELS} levels`);
  return Array.isArray(value)
    ? Array.from(value, (element, at) => checkedJson(element, `${what}[${at}]`, level + 1))
    : members(value, what, level);
}

function members(value: object, what: string, level: number): Props {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InvalidChange(`${what} is not a plain object`);
  }
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    result[name(key, what)] = checkedJson(member, `${what}.${key}`, level + 1);
  }
  return result;
}

function props(value: unknown, what: string): Props {
  if (!isObject(value)) throw new InvalidChange(`${what} are not an object`);
  const checkedProps = checkedJson(value, what) as Props;
  if (Object.hasOwn(checkedProps, 'type') && typeof checkedProps.type !== 'string') {
    throw new InvalidChange(`${what}: type is a string`);
  }
  return checkedProps;
}

function checkedPatch(change: Patch, id: string): Patch {
  const named = new Set<string>();
  const once = (property: string): string => {
    name(property, `patch of ${id}`);
    if (named.has(property)) {
      throw new InvalidChange(`property ${property} is named twice in one patch of ${id}`);
    }
    named.add(property);
    return property;
  };
  const { set, unset, append } = change;
  const result: { set?: Props; unset?: string[]; append?: Record<string, Append> } = {};
  if (set !== undefined) {
    result.set = props(set, `set of ${id}`);
    Object.keys(result.set).forEach(once);
  }
  if (unset !== undefined) {
    if (!Array.isArray(unset)) throw new InvalidChange(`unset of ${id} is an array of property names`);
    result.unset = unset.map((property: unknown) => {
      if (typeof property !== 'string') throw new InvalidChange(`unset of ${id} holds ${shown(property)}`);
      return once(property);
    });
  }
  if (append !== undefined) {
    if (!isObject(append)) throw new InvalidChange(`append of ${id} is not an object`);
    result.append = {};
    for (const [property, addition] of Object.entries(append as Record<string, unknown>)) {
      result.append[once(property)] = checkedAppend(addition, property, id);
    }
  }
  return { op: 'patch', id, ...result };
}

function checkedAppend(value: unknown, property: string, id: string): Append {
  const what = `append to ${property} of ${id}`;
  if (!isObject(value)) throw new InvalidChange(`${what} is not an object`);
  const { at, values } = value as { at?: unknown; values?: unknown };
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0) {
    throw new InvalidChange(`${what} needs at, the length the property has`);
  }
  if (typeof values !== 'string' && !Array.isArray(values)) {
    throw new InvalidChange(`${what} needs values, an array or a string`);
  }
  if (property === 'type' && typeof values !== 'string') {
    throw new InvalidChange(`${what}: type is a string`);
  }
  return { at, values: checkedJson(values, what, 2) as readonly Json[] | string };
}

function name(key: string, what: string): string {
  if (key === '__proto__') throw new InvalidChange(`${what} has a key __proto__`);
  return text(key, `a key in ${what}`);
}

function text(value: string, what: string): string {
  if (value.includes('\0')) throw new InvalidChange(`${what} holds U+0000`);
  if (!isWellFormed(value)) throw new InvalidChange(`${what} holds half a surrogate pair`);
  return value;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(typeof value);
}

/** Throws a `RangeError` for a user that a server would not let in (J4). */
export function checkUser(user: User): void {
  if (!isObject(user)) throw new RangeError('a user is an object');
  const { name } = user;
  const isNamed = typeof name === 'string' && name.trim() !== '' && name.length <= MOST_NAME;
  if (name !== undefined && !isNamed) throw new RangeError(`a user's name has 1 to ${MOST_NAME} characters`);
  if (bytesOf(checkedJson(user, 'user')) > MOST_USER) throw new RangeError('a user is at most 1 KiB of JSON');
}
