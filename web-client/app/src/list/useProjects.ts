import { HistoryApi } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { me } from '../common/me.ts';
import { useStored } from '../common/useStored.ts';
import { listOf } from './choices.ts';
import { type ListState, ProjectList } from './ProjectList.ts';

/** The list of projects, live for as long as the component is mounted. */
export function useProjects(): { readonly list: ProjectList; readonly state: ListState } {
  const [list] = useState(
    () =>
      new ProjectList({
        api,
        copy: (id, title, by) => new HistoryApi(api, id).fork(undefined, title, by),
        leave: async (id) => {
          const { AccessApi } = await import('@easel/sdk'); // seldom wanted
          await new AccessApi(api, id).removeMember(me.get()?.user ?? '');
        },
        isVisible: () => document.visibilityState === 'visible',
        later: (run, ms) => window.setTimeout(run, ms),
        cancel: (timer) => clearTimeout(timer),
      }),
  );
  const of = useStored(listOf);
  const isShared = useStored(me)?.open === false;
  useEffect(() => list.show(isShared ? of : 'all'), [list, of, isShared]);
  useEffect(() => {
    const look = () => void list.look();
    list.start();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      list.stop();
    };
  }, [list]);
  return { list, state: useStored(list.state) };
}
