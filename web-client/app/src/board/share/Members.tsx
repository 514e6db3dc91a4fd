import type { Member, Role } from '@easel/sdk';
import { type FormEvent, useState } from 'react';
import { t } from '../../words/share.ts';
import { ROLES, RoleSelect } from './RoleSelect.tsx';
import type { Access, Sharing } from './Sharing.ts';

/** Characters of a user id, at most. */
const LONGEST_USER = 200;

interface Props {
  sharing: Sharing;
  access: Access;
  /** Who this person is. */
  user: string | null;
  isOwner: boolean;
}

/** Who has which role in the board; owners change it. */
export function Members({ sharing, access: { members, isBusy }, user, isOwner }: Props) {
  if (members === undefined) return null;
  return (
    <section className="share-part" aria-labelledby="share-members">
      <h3 id="share-members">{t('share.members')}</h3>
      <ul>
        {members.map((member) => (
          <li key={member.user}>
            <Name of={member} isOwn={member.user === user} />
            {isOwner ? (
              <>
                <RoleSelect
                  roles={ROLES}
                  value={member.role}
                  label={t('share.member.role', { name: nameOf(member) })}
                  onChange={(role) => void sharing.setRole(member.user, role)}
                />
                <button
                  type="button"
                  className="quiet danger"
                  aria-disabled={isBusy}
                  aria-label={t('share.member.remove.one', { name: nameOf(member) })}
                  onClick={() => void sharing.remove(member.user)}
                >
                  {t('share.member.remove')}
                </button>
              </>
            ) : (
              <span className="share-more">{t(`common.role.${member.role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {isOwner && <AddMember sharing={sharing} isBusy={isBusy} />}
      {!isOwner && user !== null && members.some((member) => member.user === user) && (
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          onClick={() => void sharing.leave(user)}
        >
          {t('share.member.leave')}
        </button>
      )}
    </section>
  );
}

function AddMember({ sharing, isBusy }: { sharing: Sharing; isBusy: boolean }) {
  const [user, setUser] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await sharing.setRole(user.trim(), role)) setUser('');
  };
  return (
    <form className="share-add" onSubmit={(event) => void add(event)}>
      <input
        aria-label={t('share.member.add')}
        placeholder={t('share.member.add.who')}
        value={user}
        required
        pattern=".*\S.*"
        maxLength={LONGEST_USER}
        autoComplete="off"
        autoCapitalize="none"
        dir="auto"
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <RoleSelect
        roles={ROLES}
        value={role}
        label={t('share.member.role', { name: user })}
        onChange={setRole}
      />
      <button type="submit" className="button" aria-disabled={isBusy}>
        {t('share.member.add.do')}
      </button>
    </form>
  );
}

/** A person by their name, and by what they sign in with where that says more. */
export function Name({ of, isOwn = false }: { of: Pick<Member, 'user' | 'name'>; isOwn?: boolean }) {
  const name = nameOf(of);
  return (
    <span className="share-who" title={of.user}>
      <bdi>{isOwn ? t('share.person.you', { name }) : name}</bdi>
      {of.user !== name && (
        <small>
          <bdi>{of.user}</bdi>
        </small>
      )}
    </span>
  );
}

export function nameOf({ user, name }: Pick<Member, 'user' | 'name'>): string {
  return name == null || name.trim() === '' ? user : name;
}
