import { moment } from '../past/times.ts';
import type { Preview, Shown } from './Preview.ts';

/** Goes back and forth among the events of what is shown, by hand or by itself. */
export function Scrubber({ preview, shown }: { preview: Preview; shown: Shown }) {
  const { span, seq, at, people, isPlaying } = shown;
  const count = span.to - span.from + 1;
  if (count < 1) return null;
  const when = at === undefined ? 'before' : moment(at, Date.now());
  return (
    <p className="scrubber">
      <button
        type="button"
        className="quiet icon"
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title={isPlaying ? 'Pause' : 'Play what happened'}
        onClick={() => (isPlaying ? preview.pause() : preview.play())}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="currentColor">
          {isPlaying ? <path d="M5 4h3.5v12H5zM11.5 4H15v12h-3.5z" /> : <path d="M6 3.5v13l10.5-6.5z" />}
        </svg>
      </button>
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={`${when}, ${people[0] ?? ''}`}
        min={span.from - 1}
        max={span.to}
        value={seq}
        onChange={(event) => preview.go(Number(event.currentTarget.value))}
      />
      <span className="history-more">
        {(seq - span.from + 1).toLocaleString('en')} of {count.toLocaleString('en')}
      </span>
    </p>
  );
}
