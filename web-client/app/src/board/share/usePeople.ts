import { equal, type Project } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { me } from '../../common/me.ts';
import { ownHue, ownName, personHue, personName } from '../../common/person.ts';
import { type Crowd, crowdOf, type Person, peopleOf } from './people.ts';

/** Who is here now. Cursors that move change nothing in it. */
export function usePeople(project: Project): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    const look = () => {
      const now = peopleOf(project.peers.values(), { name: ownName(), hue: ownHue() });
      setPeople((before) => (isSame(before, now) ? before : now));
    };
    look();
    const stop = [
      project.on('peers', look),
      ...[me, personName, personHue].map((own) => own.subscribe(look)),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, [project]);
  return people;
}

/** How many are here where not all are known; undefined where they are. */
export function useCrowd(project: Project): Crowd | undefined {
  const [crowd, setCrowd] = useState<Crowd | undefined>();
  useEffect(() => {
    const look = () => {
      const now = crowdOf(project);
      setCrowd((before) => (before?.here === now?.here && before?.unknown === now?.unknown ? before : now));
    };
    look();
    return project.on('peers', look);
  }, [project]);
  return crowd;
}

function isSame(before: readonly Person[], now: readonly Person[]): boolean {
  return before.length === now.length && now.every((person, at) => equal({ ...before[at] }, { ...person }));
}
