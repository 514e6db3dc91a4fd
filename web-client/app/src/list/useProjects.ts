import type { ProjectPage, ProjectRow } from '@easel/sdk';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { failure } from '../common/failure.ts';

export interface Projects {
  /** Undefined until the first answer. */
  readonly rows: readonly ProjectRow[] | undefined;
  /** What failed last, in words for people. */
  readonly problem: string | undefined;
  reload(): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  remove(id: string): Promise<void>;
  dismiss(): void;
}

export function useProjects(): Projects {
  const [rows, setRows] = useState<readonly ProjectRow[]>();
  const [problem, setProblem] = useState<string>();
  const attempt = useCallback(async (what: string, act: () => Promise<void>) => {
    try {
      await act();
      setProblem(undefined);
    } catch (error) {
      setProblem(`${what} ${failure(error)}`);
    }
  }, []);
  const reload = useCallback(
    () => attempt('The projects could not be read.', async () => setRows(await everyProject())),
    [attempt],
  );
  useEffect(() => {
    void reload();
    const visible = () => document.visibilityState === 'visible' && void reload();
    document.addEventListener('visibilitychange', visible);
    return () => document.removeEventListener('visibilitychange', visible);
  }, [reload]);
  return {
    rows,
    problem,
    reload,
    dismiss: () => setProblem(undefined),
    rename: (id, title) =>
      attempt('The project could not be renamed.', async () => {
        const renamed = await api.changeProject(id, { title });
        setRows((old) => old?.map((row) => (row.id === id ? renamed : row)));
      }),
    remove: (id) =>
      attempt('The project could not be deleted.', async () => {
        await api.deleteProject(id);
        setRows((old) => old?.filter((row) => row.id !== id));
      }),
  };
}

/** Every page of the list, newest first. */
async function everyProject(): Promise<readonly ProjectRow[]> {
  const rows: ProjectRow[] = [];
  let after: string | null = null;
  do {
    const page: ProjectPage = await api.projects(after === null ? {} : { after });
    rows.push(...page.projects);
    after = page.next;
  } while (after !== null);
  return rows.sort((a, b) => b.updatedAt - a.updatedAt);
}
