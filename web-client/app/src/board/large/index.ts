/** What `build/largeBoards.ts` puts into Excalidraw's code. */
export { marks } from '../painting/Marks.ts';
export { painted } from '../painting/painted.ts';
export { onceAFrame, onDrawingFailed } from './onceAFrame.ts';
export { forget, inGroup, onceATask, selected } from './onceATask.ts';
export { changing, Originals } from './originals.ts';
export { outlined } from './outlined.ts';
export { Panel } from './panel.ts';
export { moved, NOTHING, remembered } from './remembered.ts';
export { areOrdered, changeScene } from './scene.ts';
export { mayTouch, Seen } from './seen.ts';
export { Without } from './without.ts';
