export { PictureKeeper, type PictureSource } from './pictureKeeper.ts';
export type { KeptPicture, Picture, PictureStore } from './pictureStore.ts';
