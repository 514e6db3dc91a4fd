import { colorOfPerson } from '../../common/people.ts';
import { peopleInWords } from '../past/words.ts';

/** Names with a dot in the colour of each person; of many the first two and a number. */
export function People({ names }: { names: readonly string[] }) {
  return (
    <span className="people">
      {names.slice(0, 3).map((name) => (
        <span
          key={name}
          className="person-dot"
          style={{ background: colorOfPerson(name) }}
          aria-hidden="true"
        />
      ))}
      <bdi>{peopleInWords(names)}</bdi>
    </span>
  );
}
