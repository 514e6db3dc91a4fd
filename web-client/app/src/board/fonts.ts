/** Imported before Excalidraw: where it finds its fonts. They are served by Easel itself (`build/excalidraw.ts`). */
declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

window.EXCALIDRAW_ASSET_PATH = '/excalidraw/';

export {};
