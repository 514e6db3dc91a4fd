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

/** Whether a file is a picture by its type. */
export function isPicture({ type }: Pick<File, 'type'>): boolean {
  return type.startsWith('image/');
}

/** How much of a file is looked at, in bytes. */
const HEAD = 1 << 10;

/**
 * Whether a file begins as a drawing does, whatever it is called: Excalidraw would open it in place of the board. One
 * that cannot be read, as a folder, does not.
 */
export async function beginsAsDrawing(file: Blob): Promise<boolean> {
  const head = file.slice(0, HEAD).text();
  return /^\s*[{[]/.test(await head.catch(() => ''));
}

/** What can be chosen to be imported. */
export const ACCEPTED = '.excalidraw,.excalidrawlib,.json,.md,.png,.svg';
