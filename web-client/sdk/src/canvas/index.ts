export { CanvasView } from './canvasView.ts';
export { Staging } from './staging.ts';
