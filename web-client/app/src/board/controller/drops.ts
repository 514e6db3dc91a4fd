import { beginsAsDrawing, canCarryScene, isDrawing, isPicture } from '../importing/kinds.ts';
import { carriesScene, withoutScene } from '../importing/pictureScene.ts';
import type { BoardController } from './BoardController.ts';

/** Between two pictures that are dropped at once, in pixels of the screen. */
const STEP = 24;

/** Drops that Excalidraw gets from here. */
const handedOn = new WeakSet<Event>();

/** Whether a drop is one for which Excalidraw has to wait, or that is none of its business: all but mere pictures. */
export function isTaken(event: DragEvent): boolean {
  const files = [...(event.dataTransfer?.files ?? [])];
  return !handedOn.has(event) && files.some((file) => !isPicture(file) || canCarryScene(file));
}

/**
 * Takes the drawings and libraries among dropped files, and gives all others to Excalidraw. Of pictures that carry
 * their scene it is asked what they are meant as: Excalidraw would open the scene.
 */
export async function takeDrop(event: DragEvent, board: BoardController): Promise<void> {
  const { target, clientX, clientY } = event;
  const files = [...(event.dataTransfer?.files ?? [])];
  const drawings: File[] = [];
  const pictures: File[] = [];
  const scenes: { file: File; bytes: Uint8Array }[] = [];
  for (const file of files) {
    if (isDrawing(file.name) || (!isPicture(file) && (await beginsAsDrawing(file)))) {
      drawings.push(file);
      continue;
    }
    const bytes = canCarryScene(file) ? new Uint8Array(await file.arrayBuffer()) : undefined;
    if (bytes !== undefined && carriesScene(bytes)) scenes.push({ file, bytes });
    else pictures.push(file);
  }
  if (scenes.length > 0) {
    const answer = await board.imports.ask(scenes.map(({ file }) => file.name));
    for (const { file, bytes } of scenes) {
      if (answer === 'drawing') drawings.push(file);
      if (answer === 'picture')
        pictures.push(new File([withoutScene(bytes)], file.name, { type: file.type }));
    }
  }
  for (const [index, file] of pictures.entries()) {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const at = { clientX: clientX + index * STEP, clientY: clientY + index * STEP };
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer, ...at });
    handedOn.add(drop);
    target?.dispatchEvent(drop);
  }
  await board.take(drawings);
}
