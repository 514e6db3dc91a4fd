import { Dialog } from '../../common/Dialog.tsx';
import { Parts } from '../../common/Parts.tsx';
import { t } from '../../words/board.ts';
import type { AskedWriter } from '../controller/Writers.ts';

/** Asks before the person writes where somebody else does. */
export function WriterDialog({ asked: { name, goOn, leave } }: { asked: AskedWriter }) {
  const who = <bdi>{name ?? t('common.person.unnamed')}</bdi>;
  return (
    <Dialog title={t('board.writes.title')} onClose={leave}>
      <p>
        <Parts of={t.parts('board.writes.ask', { name: who })} />
      </p>
      <div className="dialog-acts">
        {/* First, and so in focus: who was about to type must not press the other one. */}
        <button type="button" className="button primary" onClick={leave}>
          {t('board.writes.leave')}
        </button>
        <button type="button" className="button" onClick={goOn}>
          {t('board.writes.goOn')}
        </button>
      </div>
    </Dialog>
  );
}
