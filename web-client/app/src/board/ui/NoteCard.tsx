import { useEffect, useRef, useState } from 'react';
import { t } from '../../words/board.ts';
import type { Note } from '../controller/note.ts';

/** Excalidraw's own toasts start their time again with each of its renders, which are many. */
export function NoteCard({ note, onDone }: { note: Note; onDone: () => void }) {
  const done = useRef(onDone);
  done.current = onDone;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    // Who is about to press its button is not in a hurry.
    if (isHeld) return undefined;
    const timer = setTimeout(() => done.current(), note.ms);
    return () => clearTimeout(timer);
  }, [note, isHeld]);
  useEffect(() => note.shown?.(), [note]);
  const { act, message } = note;
  return (
    // Excalidraw takes keys wherever they are pressed on the page.
    <section
      className="note"
      aria-label={t('board.note')}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <span role="status">{message}</span>
      {act && (
        <button type="button" onClick={act.run}>
          {act.label}
        </button>
      )}
    </section>
  );
}
