import type { BoardController } from '../controller/BoardController.ts';
import { useUploads } from '../state/useStatus.ts';

/** Images that the server refused, or that cannot be read. They are shown until they are uploaded or dismissed. */
export function RefusedImages({ board }: { board: BoardController | undefined }) {
  const { refused } = useUploads(board?.images);
  if (board === undefined || refused.length === 0) return null;
  const { uploads } = board.images;
  return (
    <aside className="set-aside" aria-label="Images that are not saved">
      <h2>{refused.length === 1 ? 'An image is not saved' : `${refused.length} images are not saved`}</h2>
      <ul>
        {[...new Set(refused.map(({ why }) => why))].slice(0, 5).map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ul>
      <p>Nobody else sees them. If you dismiss them, they are deleted from this browser.</p>
      <div className="dialog-acts">
        {refused.some(({ canRetry }) => canRetry) && (
          <button type="button" className="button" onClick={() => uploads.retry()}>
            Try again
          </button>
        )}
        <button type="button" className="button primary" onClick={() => void uploads.dismiss()}>
          Dismiss
        </button>
      </div>
    </aside>
  );
}
