/** Whether a file is a drawing by its name: the type of a file from the disk says nothing. */
export function isDrawing(name: string): boolean {
  return /\.(excalidraw|excalidrawlib|json|md)$/i.test(name);
}

/** Whether a file is a library by its name. */
export function isLibrary(name: string): boolean {
  return /\.excalidrawlib$/i.test(name);
}

/** Whether a file is a picture of a kind that can carry the scene that it was made of. */
export function canCarryScene({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return /^image\/(png|svg\+xml)$/.test(type) || /\.(png|svg)$/i.test(name);
}

/** What can be chosen to be imported. */
export const ACCEPTED = '.excalidraw,.excalidrawlib,.json,.md,.png,.svg';
