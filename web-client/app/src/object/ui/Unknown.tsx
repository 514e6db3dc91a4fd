import { Link } from '../../common/Link.tsx';
import { Notice } from '../../common/Notice.tsx';
import { boardPath } from '../../common/route.ts';

/** The address names an object that the board does not have. */
export function Unknown({ project, id }: { project: string; id: string }) {
  return (
    <Notice
      title="There is no such object"
      text={`The board has no object ${id}: somebody deleted it, or the address is wrong.`}
    >
      <Link to={boardPath(project)} className="button">
        Back to the board
      </Link>
    </Notice>
  );
}
