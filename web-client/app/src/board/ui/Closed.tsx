import type { Status } from '@easel/sdk';
import { Notice } from '../../common/Notice.tsx';

const ENDS: { readonly [reason in NonNullable<Status['reason']>]: string } = {
  gone: 'It does not exist: somebody deleted it, or the address is wrong.',
  forbidden: 'You no longer have access to it. Ask the person who shared it with you.',
  superseded: 'It is open in another tab that took over this one. Continue there, or open it here again.',
  closed: 'It was closed.',
};

/** Shown in place of a board that cannot be used any more. */
export function Closed({ reason }: { reason: NonNullable<Status['reason']> }) {
  return (
    <Notice title="This board cannot be opened" text={ENDS[reason]}>
      <button type="button" className="button" onClick={() => location.reload()}>
        Try again
      </button>
    </Notice>
  );
}
