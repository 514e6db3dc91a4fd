import type { LinkRole, ShareLink } from '@easel/sdk';
import { useState } from 'react';
import { t } from '../../words/share.ts';
import { byLocale } from '../../words/speech.ts';
import { CopyLink } from './CopyLink.tsx';
import { RoleSelect } from './RoleSelect.tsx';
import type { Access, Sharing } from './Sharing.ts';

const LINK_ROLES: readonly LinkRole[] = ['viewer', 'editor'];

const DAY_MS = 86_400_000;
/** How long a link can be told to live, in milliseconds. */
const ENDS = { never: undefined, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
type End = keyof typeof ENDS;

const date = byLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));

interface Props {
  sharing: Sharing;
  access: Access;
  /** The address of a board that is opened by this key. */
  addressOf: (key: string) => string;
}

/** The links by which a board is opened without being a member: made, and withdrawn. */
export function Links({ sharing, access: { links, made, isBusy }, addressOf }: Props) {
  const [role, setRole] = useState<LinkRole>('viewer');
  const [end, setEnd] = useState<End>('never');
  const make = () => {
    const life = ENDS[end];
    void sharing.makeLink({ role, ...(life !== undefined && { expiresAt: Date.now() + life }) });
  };
  return (
    <section className="share-part" aria-labelledby="share-links">
      <h3 id="share-links">{t('share.links')}</h3>
      <p>{t('share.links.text')}</p>
      <ul>
        {links.map((link) => (
          <li key={link.id}>
            <span className="share-who">
              {t(`common.role.${link.role}`)}
              <small>{lifeOf(link)}</small>
            </span>
            <button
              type="button"
              className="quiet danger"
              aria-disabled={isBusy}
              aria-label={t('share.link.revoke.one', { date: date().format(link.createdAt) })}
              onClick={() => void sharing.endLink(link.id)}
            >
              {t('share.link.revoke')}
            </button>
          </li>
        ))}
      </ul>
      <div className="share-add">
        <RoleSelect roles={LINK_ROLES} value={role} label={t('share.link.role')} onChange={setRole} />
        <select
          aria-label={t('share.link.end')}
          value={end}
          onChange={(event) => setEnd(event.currentTarget.value as End)}
        >
          {(Object.keys(ENDS) as End[]).map((each) => (
            <option key={each} value={each}>
              {t(`share.link.end.${each}`)}
            </option>
          ))}
        </select>
        <button type="button" className="button" aria-disabled={isBusy} onClick={make}>
          {t('share.link.make')}
        </button>
      </div>
      {made && (
        <div className="share-made">
          <p role="status">{t('share.link.once')}</p>
          <CopyLink key={made.key} link={addressOf(made.key)} label={t('share.link.new')} isMain />
        </div>
      )}
    </section>
  );
}

function lifeOf({ createdAt, expiresAt }: ShareLink): string {
  const made = date().format(createdAt);
  if (expiresAt === null) return t('share.link.made.endless', { date: made });
  return t('share.link.made.ends', { date: made, end: date().format(expiresAt) });
}
