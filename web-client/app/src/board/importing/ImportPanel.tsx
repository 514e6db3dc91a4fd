import { useEffect, useRef } from 'react';
import { Dialog } from '../../common/Dialog.tsx';
import { useLanguage } from '../../common/language.ts';
import { t } from '../../words/importing.ts';
import type { FileReport, ImportState, Imports } from './Imports.ts';
import { reasonsOf } from './reasons.ts';
import './importing.css';

type Of<Kind extends ImportState['kind']> = ImportState & { readonly kind: Kind };

/** What is seen of an import. A chunk of its own, loaded with the first one. */
export default function ImportPanel({ imports, state }: { imports: Imports; state: ImportState }) {
  useLanguage();
  switch (state.kind) {
    case 'asking':
      return <Question imports={imports} state={state} />;
    case 'running':
      return <Progress imports={imports} state={state} />;
    case 'told':
      return <Report imports={imports} state={state} />;
  }
}

function Question({ imports, state }: { imports: Imports; state: Of<'asking'> }) {
  const { files, answer } = state;
  return (
    <Dialog title={t('importing.ask')} onClose={() => imports.dismiss()}>
      <p>{t('importing.ask.text', { file: files.join(', ') })}</p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={() => answer('nothing')}>
          {t('common.cancel')}
        </button>
        <button type="button" className="button" onClick={() => answer('picture')}>
          {t('importing.ask.picture')}
        </button>
        <button type="button" className="button primary" onClick={() => answer('drawing')}>
          {t('importing.ask.drawing')}
        </button>
      </div>
    </Dialog>
  );
}

function Progress({ imports, state }: { imports: Imports; state: Of<'running'> }) {
  const { file, number, count, sent, isCancelled } = state;
  const isWorking = sent >= 1;
  return (
    // Excalidraw takes keys wherever they are pressed on the page.
    <section className="import-card" aria-label={t('importing.name')} onKeyDown={(e) => e.stopPropagation()}>
      <p role="status">
        {t(isCancelled ? 'importing.cancelling' : 'importing.begun', { file })}
        {count > 1 && <span className="import-step">{t('importing.step', { number, count })}</span>}
      </p>
      <progress aria-label={t('importing.name')} {...(!isWorking && { value: sent })} />
      <button type="button" className="button" disabled={isCancelled} onClick={() => imports.cancel()}>
        {t('common.cancel')}
      </button>
    </section>
  );
}

function Report({ imports, state }: { imports: Imports; state: Of<'told'> }) {
  const { objects, files } = state;
  const close = useRef<HTMLButtonElement>(null);
  // The browser would begin with the list, which can be scrolled.
  useEffect(() => close.current?.focus(), []);
  return (
    <Dialog title={t('importing.told')} onClose={() => imports.dismiss()}>
      <p>{objects === 0 ? t('importing.told.nothing') : t('importing.told.text', { count: objects })}</p>
      <div className="import-report">
        {files.map((file) => (
          <File key={file.name} file={file} />
        ))}
      </div>
      <div className="dialog-acts">
        <button type="button" className="button primary" ref={close} onClick={() => imports.dismiss()}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}

function File({ file }: { file: FileReport }) {
  const { name, failure, skipped, skippedCount } = file;
  return (
    <section>
      <h3 dir="auto">{name}</h3>
      {failure !== undefined && <p>{t('importing.failed', { why: failure })}</p>}
      <ul>
        {reasonsOf(skipped).map(({ kind, reason, elements, count }) => (
          <li key={`${kind}${reason}`}>
            {t('importing.left', { kind, count, reason })}
            <small dir="auto">{elements.join(', ') + (count > elements.length ? ', …' : '')}</small>
          </li>
        ))}
        {skippedCount > skipped.length && (
          <li>{t('importing.more', { count: skippedCount - skipped.length })}</li>
        )}
      </ul>
    </section>
  );
}
