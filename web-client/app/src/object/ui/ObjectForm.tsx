import type { Project } from '@easel/sdk';
import { type ReactElement, useEffect } from 'react';
import { SetAsidePanel } from '../../board/ui/SetAsidePanel.tsx';
import { api } from '../../common/api.ts';
import { actOf } from '../../common/keys.ts';
import { Link } from '../../common/Link.tsx';
import { Parts } from '../../common/Parts.tsx';
import { boardPath, objectPath } from '../../common/route.ts';
import { saveNow } from '../../common/saveNow.ts';
import { t } from '../../words/object.ts';
import { listed } from '../../words/speech.ts';
import { type Field, fieldsOf, GROUPS, type Group, nameOf, wordsOf } from '../model/fields.ts';
import { hasArrows } from '../model/label.ts';
import type { ObjectEditor } from '../model/ObjectEditor.ts';
import { useOthers, useShown } from '../state/useObject.ts';
import { Deleted } from './Deleted.tsx';
import { FieldRow } from './FieldRow.tsx';
import { ObjectBar } from './ObjectBar.tsx';
import { Unknown } from './Unknown.tsx';

interface FormProps {
  project: Project;
  id: string;
  editor: ObjectEditor;
  viewOnly: boolean;
  readOnly: boolean;
}

/** An object as a form that saves itself. */
export function ObjectForm({ project, id, editor, viewOnly, readOnly }: FormProps) {
  const { props, label, hand, deleted, note } = useShown(editor);
  const others = useOthers(project, id);
  useEffect(() => takeKeys(editor, project, readOnly), [editor, project, readOnly]);
  if (deleted !== undefined) return <Deleted project={project.id} {...deleted} />;
  if (props === undefined) return <Unknown project={project.id} id={id} />;
  const fields = fieldsOf(props);
  const words = label && wordsOf(label.props);
  const isMovable = !hasArrows(props) && props.type !== 'frame';
  const row = (field: Field, of = { id, props }) => (
    <FieldRow
      key={`${of.id} ${field.name}`}
      editor={editor}
      id={of.id}
      props={of.props}
      field={field}
      hand={hand}
      readOnly={readOnly || (field.group === 'place' && field.kind === 'number' && !isMovable)}
    />
  );
  const board = (
    <Link to={boardPath(project.id, viewOnly)}>
      <bdi>{project.title || t('object.of.here')}</bdi>
    </Link>
  );
  const shape = typeof props.containerId === 'string' && (
    <Link to={objectPath(project.id, props.containerId, viewOnly)}>{t('object.of.aShape')}</Link>
  );
  return (
    <div className="object">
      <ObjectBar project={project} editor={editor} viewOnly={viewOnly} readOnly={readOnly} />
      <main>
        <h1>{nameOf(props)}</h1>
        <p className="object-where">
          <Parts of={t.parts(shape === false ? 'object.of' : 'object.of.shape', { board, shape })} />
          {others.length > 0 && ` ${t('object.others', { names: listed(others) })}`}
        </p>
        {/* Always there: screen readers tell what changes in it. */}
        <p className="object-note" role="status">
          {note}
        </p>
        <form onSubmit={(event) => event.preventDefault()}>
          {GROUPS.map((group) => (
            <Section key={group} group={group} isMovable={isMovable}>
              {[
                ...(group === 'content' && label && words ? [row(words, label)] : []),
                ...fields.filter((field) => field.group === group).map((field) => row(field)),
              ]}
            </Section>
          ))}
        </form>
      </main>
      <div className="panels">
        <SetAsidePanel project={project} />
      </div>
    </div>
  );
}

interface SectionProps {
  group: Group;
  isMovable: boolean;
  children: readonly ReactElement[];
}

function Section({ group, isMovable, children }: SectionProps) {
  if (children.length === 0) return null;
  const rows = <div className="fields">{children}</div>;
  if (group === 'advanced') {
    return (
      <details>
        <summary>{t(`object.group.${group}`)}</summary>
        <p>{t('object.group.advanced.more')}</p>
        {rows}
      </details>
    );
  }
  return (
    <section aria-label={t(`object.group.${group}`)}>
      <h2>{t(`object.group.${group}`)}</h2>
      {group === 'place' && !isMovable && <p>{t('object.group.place.more')}</p>}
      {rows}
    </section>
  );
}

/** What stands in a field and is not taken is not saved, whatever else is. */
async function save(editor: ObjectEditor, project: Project): Promise<void> {
  editor.say(undefined);
  const said = await saveNow(api, project);
  const problem = editor.shown().hand?.problem;
  editor.say(problem === undefined ? said : t('object.notTaken', { problem }));
}

/** Undo and redo are the project's, also in a field; Ctrl+S saves. */
function takeKeys(editor: ObjectEditor, project: Project, readOnly: boolean): () => void {
  const key = (event: KeyboardEvent) => {
    const act = actOf(event);
    if (act === undefined) return;
    event.preventDefault();
    if (readOnly) return;
    if (act === 'save') void save(editor, project);
    else editor[act]();
  };
  window.addEventListener('keydown', key);
  return () => window.removeEventListener('keydown', key);
}
