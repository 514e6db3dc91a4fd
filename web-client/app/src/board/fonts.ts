import { base } from '../common/base.ts';

/** Tells Excalidraw where its fonts are; imported before it. Easel itself serves them (`build/excalidraw.ts`). */
declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

window.EXCALIDRAW_ASSET_PATH = `${base}excalidraw/`;
