import { useLayoutEffect, useRef } from 'react';

interface Props {
  id: string;
  value: string;
  disabled: boolean;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
  isCode: boolean;
  onFocus: () => void;
  onBlur: () => void;
  onType: (text: string) => void;
}

/** A text area as high as its text. */
export function AutoText({ isCode, onType, ...props }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows from the text.
  useLayoutEffect(() => {
    if (area.current === null) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight + 2}px`;
  }, [props.value]);
  return (
    <textarea
      {...props}
      ref={area}
      dir={isCode ? 'ltr' : 'auto'}
      rows={isCode ? 1 : 3}
      className={isCode ? 'code' : undefined}
      spellCheck={!isCode}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
