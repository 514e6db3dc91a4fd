import { useEffect, useRef } from 'react';

export interface Note {
  readonly message: string;
  /** How long it is shown. Excalidraw's own toasts begin anew with each of its renders, which are many. */
  readonly ms: number;
  readonly at: number;
}

export function NoteCard({ note, onDone }: { note: Note; onDone: () => void }) {
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const timer = setTimeout(() => done.current(), note.ms);
    return () => clearTimeout(timer);
  }, [note]);
  return (
    <p className="note" role="status">
      {note.message}
    </p>
  );
}
