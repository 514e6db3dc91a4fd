import { useEffect, useRef } from 'react';
import { t } from '../words/common.ts';

/** The server takes 1–200 characters. */
const LONGEST = 200;

/**
 * A title that is edited in place: Enter or leaving keeps the new one, Escape does not. `onDone` without a title:
 * unchanged.
 */
export function TitleField({
  title,
  onDone,
}: {
  title: string;
  onDone: (title: string | undefined) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (keep: boolean) => {
    if (done.current) return;
    done.current = true;
    const text = field.current?.value.trim() ?? '';
    onDone(keep && text !== '' && text !== title ? text : undefined);
  };
  return (
    <input
      ref={field}
      className="title-field"
      dir="auto"
      aria-label={t('common.title')}
      defaultValue={title}
      maxLength={LONGEST}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
          // It would press what has the focus next.
          event.preventDefault();
          finish(true);
        }
        if (event.key === 'Escape') finish(false);
        event.stopPropagation();
      }}
    />
  );
}
