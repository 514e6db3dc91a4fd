import { t } from '../words/common.ts';
import { me, signedInName } from './me.ts';
import { signIn, signOut } from './signing.ts';
import { useStored } from './useStored.ts';

/** Who is signed in, with the way out; for a guest the way in, where there is one. Nothing where nobody signs in. */
export function SignedIn() {
  const known = useStored(me);
  const name = signedInName();
  if (known === undefined || known.open) return null;
  if (name === undefined) {
    if (known.signIn === null) return null;
    return (
      <button type="button" className="button" onClick={() => signIn(known)}>
        {t('common.signIn')}
      </button>
    );
  }
  return (
    <span className="signed-in">
      <span className="signed-in-name" title={t('common.signIn.as', { name })} dir="auto">
        {name}
      </span>
      {known.signOut !== null && (
        <button type="button" className="quiet" onClick={() => void signOut(known)}>
          {t('common.signOut')}
        </button>
      )}
    </span>
  );
}
