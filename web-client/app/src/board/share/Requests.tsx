import type { AccessRequest, Role } from '@easel/sdk';
import { useState } from 'react';
import { t } from '../../words/share.ts';
import { Name, nameOf } from './Members.tsx';
import { ROLES, RoleSelect } from './RoleSelect.tsx';
import type { Access, Sharing } from './Sharing.ts';

/** Who asks for access; owners let them in, or do not. */
export function Requests({ sharing, access }: { sharing: Sharing; access: Access }) {
  if (access.requests.length === 0) return null;
  return (
    <section className="share-part" aria-labelledby="share-requests">
      <h3 id="share-requests">{t('share.requests')}</h3>
      <ul>
        {access.requests.map((request) => (
          <Request key={request.user} request={request} sharing={sharing} isBusy={access.isBusy} />
        ))}
      </ul>
    </section>
  );
}

function Request(props: { request: AccessRequest; sharing: Sharing; isBusy: boolean }) {
  const { request, sharing, isBusy } = props;
  const [role, setRole] = useState<Role>('editor');
  const name = nameOf(request);
  return (
    <li className="share-request">
      <Name of={request} />
      {request.message !== '' && (
        <p className="share-message" dir="auto">
          {request.message}
        </p>
      )}
      <RoleSelect roles={ROLES} value={role} label={t('share.member.role', { name })} onChange={setRole} />
      <button
        type="button"
        className="button"
        aria-disabled={isBusy}
        aria-label={t('share.request.grant.one', { name })}
        onClick={() => void sharing.setRole(request.user, role)}
      >
        {t('share.request.grant')}
      </button>
      <button
        type="button"
        className="quiet"
        aria-disabled={isBusy}
        aria-label={t('share.request.refuse.one', { name })}
        onClick={() => void sharing.refuse(request.user)}
      >
        {t('share.request.refuse')}
      </button>
    </li>
  );
}
