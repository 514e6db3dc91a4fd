import { AccessApi } from '@easel/sdk';
import { type FormEvent, useState } from 'react';
import { api, linkTokens } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { me } from '../../common/me.ts';
import { Notice } from '../../common/Notice.tsx';
import { SignIn } from '../../common/SignIn.tsx';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/board.ts';

/** Characters of a message to the owners, at most. */
const LONGEST = 500;

/** In place of a board that this person may not open. Who is signed in can ask the owners for access. */
export function NoAccess({ project }: { project: string }) {
  const known = useStored(me);
  if (linkTokens.hasEnded(project)) return <LinkEnded />;
  if (known === undefined) return null;
  if (known.user === null && known.signIn !== null) return <SignIn />;
  return (
    <Notice title={t('board.closed.title')} text={t('board.closed.revoked')}>
      {known.user !== null && <Ask project={project} />}
      <TryAgain />
    </Notice>
  );
}

/** In place of a board whose server does not know who this is. */
export function SignedOut({ project }: { project: string }) {
  return linkTokens.hasEnded(project) ? <LinkEnded /> : <SignIn />;
}

function LinkEnded() {
  return <Notice title={t('board.linkEnded.title')} text={t('board.linkEnded.text')} />;
}

function TryAgain() {
  return (
    <button type="button" className="button" onClick={() => location.reload()}>
      {t('common.tryAgain')}
    </button>
  );
}

function Ask({ project }: { project: string }) {
  const [state, setState] = useState<'open' | 'asking' | 'asked'>('open');
  const [problem, setProblem] = useState<string>();
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const message = String(new FormData(event.currentTarget).get('message')).trim();
    setState('asking');
    setProblem(undefined);
    try {
      await new AccessApi(api, project).requestAccess(message === '' ? undefined : message);
      setState('asked');
    } catch (error) {
      setState('open');
      setProblem(t('board.noAccess.failed', { why: failure(error) }));
    }
  };
  if (state === 'asked') {
    return (
      <span className="no-access-asked" role="status">
        {t('board.noAccess.asked')}
      </span>
    );
  }
  return (
    <form className="no-access" onSubmit={(event) => void ask(event)}>
      <label>
        {t('board.noAccess.message')}
        <textarea name="message" rows={3} maxLength={LONGEST} dir="auto" />
      </label>
      {problem !== undefined && <span role="alert">{problem}</span>}
      <button type="submit" className="button primary" disabled={state === 'asking'}>
        {t('board.noAccess.ask')}
      </button>
    </form>
  );
}
