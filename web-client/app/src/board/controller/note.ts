/** What a person can do about a message. */
export interface NoteAct {
  readonly label: string;
  readonly run: () => void;
}

/** A short message to the person, shown for a while. */
export interface Note {
  readonly message: string;
  readonly act: NoteAct | undefined;
  /** How long it is shown, in milliseconds. */
  readonly ms: number;
  /** When it was made; tells two notes with the same message apart. */
  readonly at: number;
  /** Told once the person can see it. */
  readonly shown: (() => void) | undefined;
}
