export { CanvasView } from './canvasView.ts';
