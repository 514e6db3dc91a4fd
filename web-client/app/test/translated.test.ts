import { describe, expect, it } from 'vitest';
import { allowTranslation } from '../src/common/translated.ts';

/** A page's tree, as far as React changes it, with the browser's own strictness. */
class Tree {
  parentNode: Tree | null = null;
  children: Tree[] = [];

  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  insertBefore(added: Tree, before: Tree | null): Tree {
    const at = before === null ? this.children.length : this.#at(before);
    added.parentNode?.removeChild(added);
    this.children.splice(at, 0, added);
    added.parentNode = this;
    return added;
  }

  removeChild(child: Tree): Tree {
    this.children.splice(this.#at(child), 1);
    child.parentNode = null;
    return child;
  }

  /** As a translation does: what it says is in an element of its own now. */
  wrap(child: Tree): void {
    const around = new Translated('font');
    this.insertBefore(around, child);
    around.insertBefore(child, null);
  }

  said(): string {
    return this.children.length === 0 ? this.name : this.children.map((child) => child.said()).join(' ');
  }

  #at(child: Tree): number {
    if (child.parentNode !== this) throw new DOMException('not a child', 'NotFoundError');
    return this.children.indexOf(child);
  }
}

class Translated extends Tree {}
allowTranslation(Translated.prototype as unknown as Node);

describe('a page that the browser has translated', () => {
  const page = (...texts: string[]) => {
    const parent = new Translated('p');
    const children = texts.map((text) => parent.insertBefore(new Translated(text), null));
    return { parent, children };
  };

  it('loses what is removed, also where it is in an element of the translation', () => {
    const { parent, children } = page('a', 'b');
    parent.wrap(children[0] as Tree);
    parent.removeChild(children[0] as Tree);
    expect(parent.said()).toBe('b');
    // It may be gone altogether.
    parent.removeChild(children[0] as Tree);
    expect(parent.said()).toBe('b');
  });

  it('gets what is put before such a text, or before one that is gone', () => {
    const { parent, children } = page('a', 'b');
    parent.wrap(children[1] as Tree);
    parent.insertBefore(new Translated('new'), children[1] as Tree);
    expect(parent.said()).toBe('a new b');
    parent.removeChild(children[1] as Tree);
    parent.insertBefore(new Translated('last'), children[1] as Tree);
    expect(parent.said()).toBe('a new last');
  });

  it('gets at its end what is put before nothing, also where that is undefined, as the browser has it', () => {
    const { parent } = page('a');
    parent.insertBefore(new Translated('b'), undefined as unknown as null);
    expect(parent.said()).toBe('a b');
  });

  it('is as strict as ever without', () => {
    const parent = new Tree('p');
    expect(() => parent.removeChild(new Tree('a'))).toThrow(DOMException);
  });
});
