import type { Props } from '../protocol/change.ts';
import type { Role } from '../protocol/message.ts';

/** What this browser keeps of a project, to show it without a server: as the server last had it. */
export interface Picture {
  readonly project: string;
  readonly title: string;
  readonly version: string;
  readonly settings: Props;
  /** What this person might do in it; pictures of older page loads do not tell. */
  readonly role?: Role;
  /** UTF-8 bytes of its objects, about. */
  readonly bytes: number;
  /** Rises each time that any picture is kept; about the time, in milliseconds since 1970. */
  readonly at: number;
}

export interface KeptPicture {
  readonly picture: Picture;
  readonly objects: ReadonlyMap<string, Props>;
}

/** Pictures of projects. Promises are as in `OutboxStore`. */
export interface PictureStore {
  /** All there are, without their objects. */
  all(): Promise<readonly Picture[]>;
  /** The ids of the objects that are kept of a project. */
  ids(project: string): Promise<readonly string[]>;
  load(project: string): Promise<KeptPicture | undefined>;
  /** Keeps these objects of a project, of which there is a picture only after `finish`. */
  put(project: string, objects: readonly (readonly [string, Props])[]): Promise<void>;
  /** Removes the objects that are gone, and keeps the rest of the picture. */
  finish(picture: Picture, gone: readonly string[]): Promise<void>;
  remove(project: string): Promise<void>;
}
