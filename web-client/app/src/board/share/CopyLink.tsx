import { useState } from 'react';
import { copy } from '../../common/copy.ts';
import { t } from '../../words/share.ts';
import { QrCode } from './QrCode.tsx';

interface Props {
  link: string;
  label: string;
  /** Whether it is the way that is meant for others, and also shown as a code for cameras. */
  isMain?: boolean;
}

/** An address to be copied, and as a code for cameras. */
export function CopyLink({ link, label, isMain = false }: Props) {
  const [outcome, setOutcome] = useState('');
  const copyLink = async () => {
    setOutcome(t((await copy(link, 'board.txt')) === 'copied' ? 'common.copied' : 'share.downloaded'));
  };
  return (
    <>
      <div className="share-link">
        <input aria-label={label} readOnly value={link} onClick={(event) => event.currentTarget.select()} />
        <button type="button" className={`button${isMain ? ' primary' : ''}`} onClick={() => void copyLink()}>
          {t('share.copy')}
        </button>
      </div>
      <p className="share-outcome" role="status">
        {outcome}
      </p>
      {isMain && <QrCode text={link} />}
    </>
  );
}
