import type { Project } from '@easel/sdk';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type PresenceState, presenceReceived, presenceToSend } from '../../board/adapter/presence.ts';
import { failure } from '../../common/failure.ts';
import { t } from '../../words/object.ts';
import { wordsOf } from '../model/fields.ts';
import { ObjectEditor, type Shown } from '../model/ObjectEditor.ts';
import { TextLayout } from '../text/TextLayout.ts';

/** One object, open in a form for as long as the component is mounted. */
export function useObject(project: Project, id: string): ObjectEditor | undefined {
  const [editor, setEditor] = useState<ObjectEditor>();
  useEffect(() => {
    const layout = new TextLayout(project, () => import('../text/layout.ts'));
    const opened = new ObjectEditor(project, id, layout.consequences, failure);
    let isPrepared = false;
    const prepare = () => {
      const { props, label } = opened.shown();
      const text = label?.id ?? (props && wordsOf(props) ? id : undefined);
      if (text === undefined || isPrepared) return;
      isPrepared = true;
      // Where that fails, the first letter tries again.
      layout.prepare(text).catch(() => undefined);
    };
    prepare();
    opened.subscribe(prepare);
    setEditor(opened);
    return () => {
      layout.close();
      opened.close();
    };
  }, [project, id]);
  return editor;
}

export function useShown(editor: ObjectEditor): Shown {
  return useSyncExternalStore(editor.subscribe, editor.shown);
}

const NOWHERE: PresenceState = {
  cursor: null,
  tool: 'pointer',
  button: 'up',
  selection: [],
  viewport: [0, 0, 0, 0],
  activity: 'active',
};

/** The names of others who have the object selected; they see that it is selected here. */
export function useOthers(project: Project, id: string): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    project.presence(presenceToSend({ ...NOWHERE, selection: [id] }) as never);
    const look = () =>
      setNames(
        [...project.peers.values()]
          .filter(({ state }) => presenceReceived(state)?.selection.includes(id))
          .map(({ user }) => user.name ?? t('common.person.unnamed')),
      );
    look();
    return project.on('peers', look);
  }, [project, id]);
  return names;
}
