import { expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { Panel } from '../src/board/large/index.ts';
import { element, mutate } from './scene.ts';

/** A panel that tells how often it has been drawn. */
class World {
  readonly #panel = new Panel<number>();
  readonly elements = new Map<string, Element>(
    ['a', 'b', 'c'].map((id) => [id, element(id, { strokeColor: 'red' })]),
  );
  state = {
    selectedElementIds: { a: true, b: true } as Record<string, boolean>,
    selectedElementsAreBeingDragged: false,
    openPopup: null as string | null,
    ...{ theme: 'light', collaborators: new Map(), scrollX: 0, snapLines: [] },
  };
  language = 'en';
  #times = 0;

  drawn(more: Partial<World['state']> = {}): number {
    this.state = { ...this.state, ...more };
    return this.#panel.draw(
      { appState: this.state, elements: this.elements as never, language: this.language },
      () => ++this.#times,
    );
  }
}

it('is not drawn anew for what others do elsewhere', () => {
  const world = new World();
  expect(world.drawn()).toBe(1);
  expect(world.drawn({ collaborators: new Map(), scrollX: 5 })).toBe(1);
  mutate(world.elements.get('c') as Element, { x: 7 });
  world.elements.set('d', element('d'));
  expect(world.drawn()).toBe(1);
});

it('is drawn anew for another selection, a change of what is selected, of the state or of the language', () => {
  const world = new World();
  world.drawn();
  mutate(world.elements.get('b') as Element, { strokeColor: 'blue' });
  expect([world.drawn(), world.drawn()]).toEqual([2, 2]);
  // What others have changed is another element.
  world.elements.set('a', element('a', { strokeColor: 'green' }));
  expect([world.drawn(), world.drawn()]).toEqual([3, 3]);
  world.elements.delete('a');
  expect([world.drawn(), world.drawn()]).toEqual([4, 4]);
  expect([world.drawn({ selectedElementIds: { c: true, b: true } }), world.drawn()]).toEqual([5, 5]);
  expect([world.drawn({ theme: 'dark' }), world.drawn()]).toEqual([6, 6]);
  world.language = 'de';
  expect([world.drawn(), world.drawn()]).toEqual([7, 7]);
  expect([world.drawn({ added: true } as never), world.drawn()]).toEqual([8, 8]);
});

it('while elements are dragged, they are in other places and look as before', () => {
  const world = new World();
  const a = world.elements.get('a') as Element;
  expect([world.drawn(), world.drawn({ selectedElementsAreBeingDragged: true })]).toEqual([1, 2]);
  mutate(a, { x: 50 });
  expect(world.drawn()).toBe(2);
  world.elements.set('a', element('a', { strokeColor: 'green' }));
  expect([world.drawn(), world.drawn()]).toEqual([3, 3]);
  expect(world.drawn({ selectedElementsAreBeingDragged: false })).toBe(4);
});

it('the text of what is selected counts as well, and so may all that is in a frame', () => {
  const world = new World();
  const text = element('text', { type: 'text', containerId: 'a' });
  world.elements.set('a', element('a', { boundElements: [{ id: 'text', type: 'text' }] }));
  world.elements.set('text', text);
  expect([world.drawn(), world.drawn()]).toEqual([1, 1]);
  mutate(text, { fontSize: 28 });
  expect([world.drawn(), world.drawn()]).toEqual([2, 2]);
  world.elements.set('frame', element('frame', { type: 'frame' }));
  const selectedElementIds = { frame: true };
  expect([world.drawn({ selectedElementIds }), world.drawn()]).toEqual([3, 4]);
});

it('what is opened above it sees all there is', () => {
  const world = new World();
  expect([world.drawn(), world.drawn({ openPopup: 'fontFamily' }), world.drawn()]).toEqual([1, 2, 3]);
  expect([world.drawn({ openPopup: null }), world.drawn()]).toEqual([4, 4]);
});
