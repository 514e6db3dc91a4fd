/** Anything JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An object's properties; the server does not interpret them. */
export type Props = { readonly [name: string]: Json };

/** Values added to the end of a property whose length is `at` (E7). */
export interface Append {
  readonly at: number;
  readonly values: readonly Json[] | string;
}

export interface Put {
  readonly op: 'put';
  readonly id: string;
  readonly props: Props;
}

export interface Patch {
  readonly op: 'patch';
  readonly id: string;
  readonly set?: Props;
  readonly unset?: readonly string[];
  readonly append?: { readonly [name: string]: Append };
}

export interface Delete {
  readonly op: 'delete';
  readonly id: string;
}

/** One put, patch or delete of one object, as on the wire. */
export type Change = Put | Patch | Delete;

/** The properties that a change gives to an object. */
export function setTo(change: Change): Props {
  return change.op === 'put' ? change.props : (change.op === 'patch' && change.set) || {};
}

export interface CanvasObject {
  readonly id: string;
  readonly props: Props;
}
