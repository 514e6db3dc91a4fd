import type { Project } from '@easel/sdk';
import { Footer, MainMenu } from '@excalidraw/excalidraw';
import { memo, useRef } from 'react';
import { navigate } from '../../common/route.ts';
import { themeChoice } from '../../common/theme.ts';
import { useStored } from '../../common/useStored.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { BackIcon, ImportIcon, SettingsIcon } from './icons.tsx';
import { UndoButtons } from './UndoButtons.tsx';

interface Props {
  board: BoardController | undefined;
  project: Project;
  readOnly: boolean;
  onSettings: () => void;
}

export const BoardMenu = memo(function BoardMenu({ board, project, readOnly, onSettings }: Props) {
  const theme = useStored(themeChoice);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <MainMenu>
        <MainMenu.Item icon={BackIcon} onSelect={() => navigate('/')}>
          All projects
        </MainMenu.Item>
        <MainMenu.Separator />
        {!readOnly && (
          <MainMenu.Item icon={ImportIcon} onSelect={() => picker.current?.click()}>
            Import a drawing…
          </MainMenu.Item>
        )}
        <MainMenu.DefaultItems.Export />
        <MainMenu.DefaultItems.SaveAsImage />
        <MainMenu.DefaultItems.SearchMenu />
        <MainMenu.DefaultItems.Help />
        <MainMenu.Separator />
        <MainMenu.Item icon={SettingsIcon} onSelect={onSettings}>
          Settings…
        </MainMenu.Item>
        <MainMenu.DefaultItems.ToggleTheme
          allowSystemTheme
          theme={theme}
          onSelect={(choice) => themeChoice.set(choice)}
        />
      </MainMenu>
      <Footer>{!readOnly && <UndoButtons project={project} board={board} />}</Footer>
      <input
        ref={picker}
        type="file"
        accept=".excalidraw,.json"
        hidden
        aria-label="A drawing to import"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void board?.import(file);
        }}
      />
    </>
  );
});
