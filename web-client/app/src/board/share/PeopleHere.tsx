import type { Project } from '@easel/sdk';
import { colorOfHue } from '../../common/hue.ts';
import { t } from '../../words/share.ts';
import type { Person } from './people.ts';
import { useCrowd, usePeople } from './usePeople.ts';

interface Props {
  project: Project;
  /** The person wants another name or colour. */
  onChange: () => void;
  /** Brings everybody to what this person sees; who may only look asks nobody to come. */
  onBring: (() => void) | undefined;
}

/** Who is at the board, and whether they look at it. */
export function PeopleHere({ project, onChange, onBring }: Props) {
  const people = usePeople(project);
  const crowd = useCrowd(project);
  return (
    <section className="people-here" aria-labelledby="people-here">
      <h3 id="people-here">
        {crowd ? t('share.crowd', { count: crowd.here }) : t('share.people', { count: people.length })}
      </h3>
      <ul>
        {people.map((person) => (
          <li key={`${person.hue} ${person.name}`} data-activity={person.activity}>
            <PersonLine person={person} />
            {person.isOwn && (
              <button
                type="button"
                className="quiet"
                aria-label={t('share.person.change.more')}
                onClick={onChange}
              >
                {t('share.person.change')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {crowd && <p className="people-more">{t('share.crowd.more', { count: crowd.unknown })}</p>}
      {people.length > 1 && onBring && (
        <button type="button" className="button" onClick={onBring}>
          {t('share.bring')}
        </button>
      )}
    </section>
  );
}

function PersonLine({ person: { name, hue, activity, windows, isOwn } }: { person: Person }) {
  return (
    <>
      <span className="person-dot" style={{ background: colorOfHue(hue) }} aria-hidden="true" />
      <span className="person-name" dir="auto">
        {isOwn ? t('share.person.you', { name }) : name}
      </span>
      {windows > 1 && <span className="person-more">{t('share.person.windows', { count: windows })}</span>}
      <span className="person-activity">{t(`share.${activity}`)}</span>
    </>
  );
}
