import { Link } from '../../common/Link.tsx';
import { objectPath } from '../../common/route.ts';
import { t } from '../../words/board.ts';

interface Props {
  project: string;
  /** The one object that is selected. */
  selected: string | undefined;
  viewOnly: boolean;
}

/** The way from the board to the form of what is selected. */
export function FormLink({ project, selected, viewOnly }: Props) {
  if (selected === undefined) return null;
  return (
    <Link to={objectPath(project, selected, viewOnly)} className="button form-link">
      {t('board.form')}
    </Link>
  );
}
