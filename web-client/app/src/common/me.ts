import type { Me } from '@easel/sdk';
import { Value } from './Value.ts';

/** Who is at this browser, as the server knows them; undefined until it has told. */
export const me = new Value<Me | undefined>(undefined);

/** The name by which one is signed in; undefined for a guest. */
export function signedInName(): string | undefined {
  const known = me.get();
  return known?.user == null ? undefined : (known.name ?? known.user);
}
