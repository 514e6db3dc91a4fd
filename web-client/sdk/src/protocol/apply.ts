import type { Append, Change, Json, Patch, Props } from './change.ts';
import { isArray, own } from './json.ts';

/** Why a change does not fit what is there: its object is missing (E4), or an appended property is not as long (E7). */
export class Conflict {
  readonly code: 'not_found' | 'conflict';
  readonly message: string;

  constructor(code: 'not_found' | 'conflict', message: string) {
    this.code = code;
    this.message = message;
  }
}

/** The object after the change, as the server computes it; undefined stands for no object. */
export function applyChange(props: Props | undefined, change: Change): Props | undefined | Conflict {
  switch (change.op) {
    case 'put':
      return change.props;
    case 'delete':
      return undefined;
    case 'patch':
      return props === undefined
        ? new Conflict('not_found', `object ${change.id} does not exist`)
        : applyPatch(props, change);
  }
}

/** Whether the change fits the object, all of it: `applyChange` makes an object of them. */
export function fits(props: Props | undefined, change: Change): boolean {
  if (change.op !== 'patch') return true;
  if (props === undefined) return false;
  if (change.append === undefined) return true;
  return !(applyPatch(props, change) instanceof Conflict);
}

/** The object after the parts of the change that fit; the others are skipped. */
export function layOver(props: Props | undefined, change: Change): Props | undefined {
  if (change.op !== 'patch') return change.op === 'put' ? change.props : undefined;
  return props && patched(props, change, () => undefined);
}

function applyPatch(props: Props, change: Patch): Props | Conflict {
  let conflict: Conflict | undefined;
  const result = patched(props, change, (name, { at, values }) => {
    const kind = isArray(values) ? 'array' : 'string';
    conflict = new Conflict('conflict', `object ${change.id} has no ${kind} ${name} of length ${at}`);
  });
  return conflict ?? result;
}

function patched(props: Props, change: Patch, misfit: (name: string, append: Append) => void): Props {
  const result: Record<string, Json> = { ...props, ...change.set };
  if (change.unset !== undefined) for (const name of change.unset) delete result[name];
  if (change.append === undefined) return result;
  for (const [name, append] of Object.entries(change.append)) {
    const grown = appended(own(props, name), append);
    if (grown === undefined) misfit(name, append);
    else result[name] = grown;
  }
  return result;
}

/** The value with the addition at its end; undefined where it is not of that kind and length. */
export function appended(value: Json | undefined, append: Append): Json | undefined {
  if (typeof append.values === 'string') {
    return typeof value === 'string' && value.length === append.at ? value + append.values : undefined;
  }
  return isArray(value) && value.length === append.at ? [...value, ...append.values] : undefined;
}
