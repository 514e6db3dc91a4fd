import { useEffect, useRef } from 'react';
import type { Note } from '../controller/note.ts';

/** Excalidraw's own toasts start their time again with each of its renders, which are many. */
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
