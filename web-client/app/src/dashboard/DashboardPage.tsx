import { ApiProblem } from '@easel/sdk';
import { useEffect, useMemo } from 'react';
import { Notice } from '../common/Notice.tsx';
import { SignIn } from '../common/SignIn.tsx';
import { t } from '../words/dashboard.ts';
import { changesOf } from './model/changes.ts';
import { factsOf } from './model/facts.ts';
import type { Hour } from './model/hour.ts';
import { chosen, listed } from './model/instances.ts';
import { verdictOf } from './model/verdict.ts';
import { useDashboard } from './state/useDashboard.ts';
import { ChangeList } from './ui/ChangeList.tsx';
import { Charts } from './ui/Charts.tsx';
import { Head } from './ui/Head.tsx';
import { HourTable } from './ui/HourTable.tsx';
import { InstanceTable } from './ui/InstanceTable.tsx';
import { ProjectLists } from './ui/ProjectLists.tsx';
import { VerdictBand } from './ui/VerdictBand.tsx';
import './dashboard.css';

/** How the servers are, for those who run them: whether work is safe, how busy and how fast, and what changed. */
export default function DashboardPage({ instance }: { instance: string | undefined }) {
  const { reception, again } = useDashboard();
  const { hour, heardAt, problem, isLost } = reception;
  const verdict = verdictOf(hour, isLost ? { heardAt, why: whyUnheard(problem) } : undefined);
  const refusal = hour === undefined ? refusalOf(problem) : undefined;
  const name = refusal === undefined ? verdict.headline : t('dashboard.name');
  useEffect(() => {
    document.title = `${name} · Easel`;
  }, [name]);
  if (refusal === 'signedOut') return <SignIn />;
  if (refusal === 'forbidden') {
    return <Notice title={t('dashboard.forbidden.title')} text={t('dashboard.forbidden.text')} />;
  }
  return (
    <div className={`dashboard ${isLost ? 'stale' : ''}`}>
      <Head
        known={hour === undefined ? [] : listed(hour.known)}
        instance={instance}
        heardAt={heardAt}
        isFailing={problem !== undefined}
        onAgain={again}
      />
      <main>
        <VerdictBand verdict={verdict} facts={hour === undefined ? [] : factsOf(hour)} />
        {hour !== undefined && <Panels hour={hour} instance={instance} />}
      </main>
    </div>
  );
}

/** What the server says to whom it shows no figures. */
function refusalOf(problem: unknown): 'signedOut' | 'forbidden' | undefined {
  if (!(problem instanceof ApiProblem) || !problem.isOurs) return undefined;
  if (problem.status === 401) return 'signedOut';
  return problem.status === 403 ? 'forbidden' : undefined;
}

/** A proxy answers, too, where no server does. */
function whyUnheard(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t('dashboard.unheard.none');
  return t('dashboard.unheard.answer', { status: String(problem.status), message: problem.message });
}

function Panels({ hour, instance }: { hour: Hour; instance: string | undefined }) {
  const known = useMemo(() => listed(hour.known), [hour]);
  const instances = useMemo(() => chosen(hour.known, instance), [hour, instance]);
  const happened = useMemo(() => changesOf(hour, instances), [hour, instances]);
  return (
    <>
      <Charts hour={hour} instances={instances} happened={happened} />
      <HourTable hour={hour} instances={instances} />
      <section className="panel" aria-label={t('dashboard.instances')}>
        <h2>{t('dashboard.instances')}</h2>
        <InstanceTable known={known} instance={instance} at={hour.at} step={hour.step} />
      </section>
      <div className="lists">
        <ProjectLists instances={instances} at={hour.at} />
        <ChangeList happened={happened} known={hour.known} at={hour.at} />
      </div>
    </>
  );
}
