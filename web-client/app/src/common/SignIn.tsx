import { t } from '../words/common.ts';
import { me } from './me.ts';
import { Notice } from './Notice.tsx';
import { signIn } from './signing.ts';
import { useStored } from './useStored.ts';

/** In place of what the server shows only to people it knows. */
export function SignIn({ isHome = false }: { isHome?: boolean }) {
  const known = useStored(me);
  const canSignIn = known?.signIn != null;
  return (
    <Notice
      isHome={isHome}
      title={t('common.signIn.title')}
      text={t(known === undefined || canSignIn ? 'common.signIn.text' : 'common.signIn.elsewhere')}
    >
      {known && canSignIn && (
        <button type="button" className="button primary" onClick={() => signIn(known)}>
          {t('common.signIn')}
        </button>
      )}
    </Notice>
  );
}
