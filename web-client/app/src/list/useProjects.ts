import { HistoryApi } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { useStored } from '../common/useStored.ts';
import { type ListState, ProjectList } from './ProjectList.ts';

/** The list of projects, live for as long as the component is mounted. */
export function useProjects(): { readonly list: ProjectList; readonly state: ListState } {
  const [list] = useState(
    () =>
      new ProjectList({
        api,
        copy: (id, title, by) => new HistoryApi(api, id).fork(undefined, title, by),
        isVisible: () => document.visibilityState === 'visible',
        later: (run, ms) => window.setTimeout(run, ms),
        cancel: (timer) => clearTimeout(timer),
      }),
  );
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
