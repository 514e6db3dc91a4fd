import { Component, type ReactNode } from 'react';
import { t } from '../words/common.ts';
import { Notice } from './Notice.tsx';

/** Shown in place of a page that failed to render. What was edited is already in the browser's database. */
export class Broken extends Component<{ children: ReactNode }, { reason: string | undefined }> {
  override state = { reason: undefined };

  static getDerivedStateFromError(error: unknown): { reason: string } {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.reason === undefined) return this.props.children;
    return (
      <Notice title={t('common.page.broken')} text={t('common.page.kept', { reason: this.state.reason })}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('common.reload')}
        </button>
      </Notice>
    );
  }
}
