import type { CanvasObject, Props } from '../protocol/change.ts';

/** What a sync has brought so far; the latest state of an object wins (R2). */
export class Staging {
  readonly objects = new Map<string, Props | undefined>();

  add(objects: readonly CanvasObject[], deleted: readonly string[]): void {
    for (const { id, props } of objects) this.objects.set(id, props);
    for (const id of deleted) this.objects.set(id, undefined);
  }
}
