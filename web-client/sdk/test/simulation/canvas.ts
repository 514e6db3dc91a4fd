import type { Change, Json, Props } from '../../src/index.ts';

/** The server's rules E4–E9 once more, as simply as possible; the SDK's own are compared with them. */
export class Canvas {
  readonly objects = new Map<string, Props>();
  /** The last event that touched an id, there or not. */
  readonly touched = new Map<string, number>();

  /** The effective changes, or a refusal's code; nothing was done then. */
  decide(changes: readonly Change[]): readonly Change[] | 'not_found' | 'conflict' {
    const draft = new Map(this.objects);
    const effective: Change[] = [];
    for (const change of changes) {
      const props = draft.get(change.id);
      if (change.op === 'delete') {
        if (!props) continue;
        draft.delete(change.id);
      } else if (change.op === 'put') {
        draft.set(change.id, change.props);
      } else {
        if (!props) return 'not_found';
        const next: { [name: string]: Json } = { ...props };
        for (const name of change.unset ?? []) delete next[name];
        for (const [name, value] of Object.entries(change.set ?? {})) next[name] = value;
        for (const [name, { at, values }] of Object.entries(change.append ?? {})) {
          const old = next[name];
          if (typeof values === 'string') {
            if (typeof old !== 'string' || old.length !== at) return 'conflict';
            next[name] = old + values;
          } else {
            if (!Array.isArray(old) || old.length !== at) return 'conflict';
            next[name] = [...old, ...values];
          }
        }
        draft.set(change.id, next);
      }
      effective.push(change);
    }
    return effective;
  }

  apply(seq: number, changes: readonly Change[]): void {
    for (const change of changes) {
      this.touched.set(change.id, seq);
      if (change.op === 'delete') this.objects.delete(change.id);
      else if (change.op === 'put') this.objects.set(change.id, change.props);
      else this.objects.set(change.id, patched(this.objects.get(change.id) as Props, change));
    }
  }
}

function patched(props: Props, change: Extract<Change, { op: 'patch' }>): Props {
  const next: { [name: string]: Json } = { ...props, ...change.set };
  for (const name of change.unset ?? []) delete next[name];
  for (const [name, { values }] of Object.entries(change.append ?? {})) {
    const old = next[name] as string | readonly Json[];
    next[name] =
      typeof old === 'string' ? old + (values as string) : [...old, ...(values as readonly Json[])];
  }
  return next;
}
