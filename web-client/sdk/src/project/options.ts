import type { Api, ApiOptions } from '../http/index.ts';
import type { Props } from '../protocol/change.ts';
import type { User } from '../protocol/message.ts';
import type { EditingSettings } from '../settings/index.ts';

/** Where the server is: an `Api` that others use as well, or what a new one is made of. */
export type ServerAccess = { readonly api: Api } | (ApiOptions & { readonly api?: undefined });

export type ProjectOptions = ServerAccess & ProjectSettings;

interface ProjectSettings {
  /** The project's UUID. */
  readonly project: string;
  readonly user: User;
  readonly settings?: Partial<EditingSettings>;
  /** Only looked at, whatever the role: edits throw `NotEditable`. */
  readonly viewOnly?: boolean;
  /**
   * The ids of the objects that one with these properties needs: its frame, for instance, or the container of a text.
   */
  readonly parents?: (props: Props) => readonly string[];
  /**
   * Names of properties, of an object with these, of which one without the others makes no sense: the part of an image
   * that is shown, for instance, and its size. Undo takes them back together, or not at all.
   */
  readonly groups?: (props: Props) => readonly (readonly string[])[];
}

export interface EditOptions {
  /**
   * How undo takes the edit back. `gesture`: as part of the batch that `undo.commitBatch()` ends; `typing`: as part of
   * a batch that ends after some quiet; `discrete`, the default: as a step of its own; `none`: not by itself, but
   * together with the steps that set the same properties.
   */
  readonly history?: 'gesture' | 'typing' | 'discrete' | 'none';
  /** Whether it is sent within about 33 ms, as gestures are; otherwise it is sent after some quiet. */
  readonly live?: boolean;
  /**
   * Whether more of the same follows at once, as the rest of a movement of very many objects: then it is stored and
   * sent with that, and stored by itself where nothing has followed for a second.
   */
  readonly more?: boolean;
}

/** Thrown by edits of a project that is closed, or that may only be looked at. */
export class NotEditable extends Error {
  override readonly name = 'NotEditable';
}
