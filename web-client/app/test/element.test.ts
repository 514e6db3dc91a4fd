import { expect, it } from 'vitest';
import { propsOf } from '../src/board/adapter/element.ts';
import { element } from './scene.ts';

it('what Excalidraw changes in place is another value than the one that was seen before', () => {
  const crop = { x: 0, y: 0, width: 90, height: 60 };
  const image = element('a', { type: 'image', crop });
  const seen = propsOf(image);
  crop.width = 45;
  expect(seen.crop).toEqual({ x: 0, y: 0, width: 90, height: 60 });
  expect(propsOf(image).crop).toEqual(crop);
});
