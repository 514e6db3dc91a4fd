import { t } from '../../words/dashboard.ts';
import type { Fact } from '../model/facts.ts';
import type { Level, Verdict } from '../model/verdict.ts';

/** The one thing to read: whether people's work is safe, and the figures that say so. */
export function VerdictBand({ verdict, facts }: { verdict: Verdict; facts: readonly Fact[] }) {
  const { level, headline, detail, more } = verdict;
  return (
    <section className={`verdict ${level}`} aria-label={t('dashboard.verdict')}>
      <div className="verdict-words">
        <Sign level={level} />
        <div>
          <div role="status">
            <h2>{headline}</h2>
          </div>
          <p>{detail}</p>
          {more.length > 0 && (
            <ul>
              {more.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(({ name, value, more, degree }) => (
            <div key={name} className={degree}>
              <dt>{name}</dt>
              <dd>
                <strong>{value}</strong> <span>{more}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Another shape for each level: the colour alone does not tell it to everybody. */
function Sign({ level }: { level: Level }) {
  return (
    <svg viewBox="0 0 24 24" width="40" height="40" aria-hidden="true" className="stroke sign">
      {level === 'safe' && <path d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM7.5 12.5l3 3 6-6.5" />}
      {level === 'warning' && <path d="M12 3L22 20.5H2zM12 9.5v5M12 17.2v.3" />}
      {level === 'danger' && <path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM8.5 8.5l7 7M15.5 8.5l-7 7" />}
      {level === 'unknown' && (
        <>
          <path d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z" />
          <path d="M9 9.2a3 3 0 1 1 3.8 2.9c-.5.2-.8.6-.8 1.2v.7M12 17v.3" />
        </>
      )}
    </svg>
  );
}
