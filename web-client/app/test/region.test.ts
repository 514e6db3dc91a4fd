import { describe, expect, it } from 'vitest';
import type { Bounds } from '../src/board/adapter/pick.ts';
import { Region } from '../src/board/painting/region.ts';

/** How much of what is seen a path covers, in pixels. */
function covered(path: string): number {
  const boxes = [...path.matchAll(/M\d+ \d+h(\d+)v(\d+)h-\d+z/g)];
  return boxes.reduce((sum, [, width, height]) => sum + Number(width) * Number(height), 0);
}

describe('a region of what is seen', () => {
  const seen = { left: 1_000, top: 500, scale: 0.5, width: 320, height: 160 };
  const at = (x: number, y: number, size = 10): Bounds => [
    1_000 + x,
    500 + y,
    1_000 + x + size,
    500 + y + size,
  ];

  it('is empty at first', () => {
    const region = new Region(seen);
    expect([region.touches([0, 0, 5_000, 5_000]), covered(region.path())]).toEqual([false, 0]);
  });

  it('has what was added, as large as it is drawn, and nothing else', () => {
    const region = new Region(seen);
    region.add(at(300, 100));
    expect(region.touches(at(300, 100))).toBe(true);
    expect(region.touches(at(330, 130))).toBe(true);
    expect(region.touches(at(300, 300))).toBe(false);
    expect(region.touches(at(0, 0, 2_000))).toBe(true);
    expect(region.touches(at(0, 0))).toBe(false);
    const first = covered(region.path());
    // 5 pixels, and 14 around them on each side, in cells of 16.
    expect(first).toBeGreaterThanOrEqual(33 * 33);
    expect(first).toBeLessThanOrEqual(64 * 64);
    region.add(at(300, 100));
    expect(covered(region.path())).toBe(first);
    region.add(at(0, 0));
    expect(covered(region.path())).toBeGreaterThan(first);
    expect(region.touches(at(0, 0))).toBe(true);
  });

  it('ends where what is seen ends', () => {
    const region = new Region(seen);
    region.add(at(-500, 0, 100));
    region.add(at(0, 900, 100));
    expect([region.touches(at(-500, 0, 100)), covered(region.path())]).toEqual([false, 0]);
    region.add([-10_000, -10_000, 10_000, 10_000]);
    expect(covered(region.path())).toBe(320 * 160);
  });
});
