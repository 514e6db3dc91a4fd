import { t } from '../../words/history.ts';
import type { Preview, Shown } from './Preview.ts';

interface Props {
  preview: Preview;
  shown: Shown;
  /** The moment that is shown, in words. */
  when: string;
}

/** Goes back and forth among the events of what is shown, by hand or by itself. */
export function Scrubber({ preview, shown, when }: Props) {
  const { span, seq, people, isPlaying } = shown;
  const count = span.to - span.from + 1;
  if (count < 1) return null;
  return (
    <p className="scrubber">
      <button
        type="button"
        className="quiet icon"
        aria-label={t(isPlaying ? 'history.scrub.pause' : 'history.scrub.play')}
        title={t(isPlaying ? 'history.scrub.pause' : 'history.scrub.play.more')}
        onClick={() => (isPlaying ? preview.pause() : preview.play())}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="currentColor">
          {isPlaying ? <path d="M5 4h3.5v12H5zM11.5 4H15v12h-3.5z" /> : <path d="M6 3.5v13l10.5-6.5z" />}
        </svg>
      </button>
      <input
        type="range"
        aria-label={t('history.scrub.moment')}
        aria-valuetext={people[0] === undefined ? when : t('history.scrub.value', { when, name: people[0] })}
        min={span.from - 1}
        max={span.to}
        value={seq}
        onChange={(event) => preview.go(Number(event.currentTarget.value))}
      />
      <span className="history-more">{t('history.scrub.at', { at: seq - span.from + 1, all: count })}</span>
    </p>
  );
}
