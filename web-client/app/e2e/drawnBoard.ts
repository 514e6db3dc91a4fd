import type { Server } from '../../sdk/test/server/server.ts';
import { boxOf, post } from './longBoard.ts';
import { newProject } from './test.ts';

/** Side by side. */
export const ACROSS = 30;
/** What each of one kind is like, in the order in which they come again and again. */
const KINDS = ['box', 'turned', 'text', 'label', 'arrow', 'stroke', 'light', 'linked', 'line'] as const;

/** It cuts off some of those that are in it. */
const FRAME = { id: 'frame', x: 1_720, y: 1_190, width: 420, height: 300 };

/**
 * A board of so many objects of all kinds, in rows, with order keys in between for others. Returns the project.
 *
 * @param isFramed whether those in the middle are in a frame
 */
export async function drawnBoard(server: Server, objects: number, isFramed = false): Promise<string> {
  const project = await newProject(server, 'All kinds of objects');
  const drawn = Array.from({ length: objects }, (_, at) => drawnOf(at)).flat();
  const inFrame = ({ x, y }: { readonly x: number; readonly y: number }) =>
    Math.abs(x + 50 - FRAME.x - FRAME.width / 2) < 250 && Math.abs(y + 30 - FRAME.y - FRAME.height / 2) < 180;
  const frame = { ...boxOf(0), ...FRAME, type: 'frame', name: null, index: 'z0' };
  const elements = isFramed
    ? [...drawn.map((one) => (inFrame(one) ? { ...one, frameId: FRAME.id } : one)), frame]
    : drawn;
  const drawing = { type: 'excalidraw', version: 2, elements };
  await post(`${server.origin}/api/projects/${project}/import`, drawing);
  return project;
}

/** One of them, with the text that belongs to it. */
export function drawnOf(at: number) {
  const id = `o${at}`;
  const [x, y] = [(at % ACROSS) * 130, Math.floor(at / ACROSS) * 90];
  const box = { ...boxOf(at), id, x, y, width: 100, height: 60 };
  const text = { ...box, type: 'text', fontSize: 20, fontFamily: 6, textAlign: 'left', verticalAlign: 'top' };
  const written = (words: string) => ({ ...text, text: words, originalText: words, lineHeight: 1.25 });
  const points = (count: number) =>
    Array.from({ length: count }, (_, step) => [step * (100 / count), 30 * Math.sin(step)]);
  switch (KINDS[at % KINDS.length]) {
    case 'turned':
      return [{ ...box, angle: 0.6 }];
    case 'text':
      return [{ ...written(`Word ${at}`), width: 90, height: 25 }];
    case 'label': {
      const label = { ...written(`${at}`), id: `${id}-text`, containerId: id, index: `${box.index}V` };
      const middle = {
        x: x + 35,
        y: y + 17,
        width: 30,
        height: 25,
        textAlign: 'center',
        verticalAlign: 'middle',
      };
      return [
        { ...box, boundElements: [{ type: 'text', id: label.id }] },
        { ...label, ...middle },
      ];
    }
    case 'arrow':
      return [
        {
          ...box,
          type: 'arrow',
          points: [
            [0, 0],
            [50, 40],
            [100, 60],
          ],
          endArrowhead: 'arrow',
        },
      ];
    case 'line':
      return [
        {
          ...box,
          type: 'line',
          points: [
            [0, 0],
            [60, 50],
            [100, 60],
          ],
          angle: 0.2,
        },
      ];
    case 'stroke':
      return [{ ...box, type: 'freedraw', points: points(12), pressures: [], simulatePressure: true }];
    case 'light':
      return [{ ...box, opacity: 40, backgroundColor: '#ffc9c9' }];
    case 'linked':
      return [{ ...box, link: 'https://example.org/' }];
    default:
      return [box];
  }
}
