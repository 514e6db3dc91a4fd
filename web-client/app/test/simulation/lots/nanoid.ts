import { chance } from '../chance.ts';

/** In the place of the package of that name, by which Excalidraw makes ids. */
export const nanoid = (): string => chance.random.uuid().slice(0, 8);
