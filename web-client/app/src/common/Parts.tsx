import { createElement, Fragment, type ReactNode } from 'react';

/** A message in which something else than text stands for a placeholder: `t.parts(…)`. */
export function Parts({ of }: { of: readonly ReactNode[] }) {
  return createElement(Fragment, null, ...of);
}
