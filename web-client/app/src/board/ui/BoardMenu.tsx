import type { Project } from '@easel/sdk';
import { Footer, MainMenu, useI18n } from '@excalidraw/excalidraw';
import { memo, type RefObject, useState } from 'react';
import { isMac } from '../../common/keys.ts';
import { LanguagePicker } from '../../common/LanguagePicker.tsx';
import { useLanguage } from '../../common/language.ts';
import { listPath, navigate } from '../../common/route.ts';
import { SignedIn } from '../../common/SignedIn.tsx';
import { themeChoice } from '../../common/theme.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { ACCEPTED } from '../importing/kinds.ts';
import { useStatus } from '../state/useStatus.ts';
import { DeleteBoard } from './DeleteBoard.tsx';
import { BackIcon, EyeIcon, ImportIcon, OutlineIcon, SettingsIcon, TrashIcon } from './icons.tsx';
import { UndoButtons } from './UndoButtons.tsx';

interface Props {
  board: BoardController | undefined;
  project: Project;
  readOnly: boolean;
  /** Whether undo is at the bottom; otherwise it is above the canvas, or there is none. */
  hasUndo: boolean;
  /** Whether the person has chosen to look only; undefined where there is no choice. */
  look: boolean | undefined;
  /** Where files to be imported are chosen. */
  picker: RefObject<HTMLInputElement | null>;
  onChoose: () => void;
  onLook: () => void;
  onOutline: () => void;
  onSettings: () => void;
}

export const BoardMenu = memo(function BoardMenu({ board, project, readOnly, ...more }: Props) {
  const { hasUndo, look, picker, onChoose, onLook, onOutline, onSettings } = more;
  const editor = useI18n();
  const { role = 'owner' } = useStatus(project);
  const [isDeleting, setDeleting] = useState(false);
  const theme = useStored(themeChoice);
  useLanguage();
  return (
    <>
      <MainMenu>
        <MainMenu.Item icon={BackIcon} onSelect={() => navigate(listPath)}>
          {t('common.allProjects')}
        </MainMenu.Item>
        <MainMenu.Separator />
        {!readOnly && (
          <MainMenu.Item icon={ImportIcon} onSelect={onChoose} shortcut={isMac ? '⌘O' : 'Ctrl+O'}>
            {t('board.menu.import')}
          </MainMenu.Item>
        )}
        <MainMenu.DefaultItems.Export />
        <MainMenu.DefaultItems.SaveAsImage />
        <MainMenu.DefaultItems.SearchMenu />
        {look !== undefined && (
          <MainMenu.Item icon={EyeIcon} onSelect={onLook} shortcut="Alt+R" selected={look}>
            {editor.t('labels.viewMode')}
          </MainMenu.Item>
        )}
        <MainMenu.Item icon={OutlineIcon} onSelect={onOutline}>
          {t('board.outline')}
        </MainMenu.Item>
        <MainMenu.DefaultItems.Help />
        <MainMenu.Separator />
        {!readOnly && <MainMenu.DefaultItems.ChangeCanvasBackground />}
        <MainMenu.Item icon={SettingsIcon} onSelect={onSettings}>
          {t('board.menu.settings')}
        </MainMenu.Item>
        {!readOnly && role === 'owner' && (
          <MainMenu.Item icon={TrashIcon} onSelect={() => setDeleting(true)}>
            {t('board.menu.delete')}
          </MainMenu.Item>
        )}
        <MainMenu.DefaultItems.ToggleTheme
          allowSystemTheme
          theme={theme}
          onSelect={(choice) => themeChoice.set(choice)}
        />
        <MainMenu.ItemCustom className="board-language">
          <LanguagePicker />
        </MainMenu.ItemCustom>
        <MainMenu.ItemCustom className="board-signed-in">
          <SignedIn />
        </MainMenu.ItemCustom>
      </MainMenu>
      {isDeleting && <DeleteBoard project={project} onClose={() => setDeleting(false)} />}
      <Footer>{hasUndo && <UndoButtons project={project} board={board} />}</Footer>
      <input
        ref={picker}
        type="file"
        accept={ACCEPTED}
        multiple
        hidden
        aria-label={t('board.menu.importFile')}
        disabled={readOnly}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (!readOnly) void board?.imports.import(files);
        }}
      />
    </>
  );
});
