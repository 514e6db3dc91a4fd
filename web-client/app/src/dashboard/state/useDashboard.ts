import { OperationsApi } from '@easel/sdk';
import { useEffect, useMemo } from 'react';
import { api } from '../../common/api.ts';
import { useStored } from '../../common/useStored.ts';
import { Poller, type Reception } from './Poller.ts';

/** What is heard of the servers, for as long as the page is there and somebody can see it. */
export function useDashboard(): { readonly reception: Reception; readonly again: () => void } {
  const poller = useMemo(() => {
    const operations = new OperationsApi(api);
    return new Poller((since) => operations.dashboard(since));
  }, []);
  useEffect(() => {
    const look = () => (document.visibilityState === 'visible' ? poller.resume() : poller.pause());
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      poller.pause();
    };
  }, [poller]);
  return { reception: useStored(poller.reception), again: () => poller.now() };
}
