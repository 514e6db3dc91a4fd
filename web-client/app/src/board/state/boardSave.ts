import type { NotSaving, SaveState, UploadState } from '@easel/sdk';

/** What a person is told about their work on a board; `images` counts those that the server does not have. */
export type BoardSave =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly edits: number; readonly images: number; readonly kept: boolean }
  | { readonly kind: 'offline'; readonly edits: number; readonly images: number }
  | { readonly kind: 'notSaving'; readonly reason: NotSaving | 'imageRefused' | 'imageNotKept' };

/** The save state of edits and images together: the worse of the two. */
export function boardSave(project: SaveState, images: UploadState): BoardSave {
  if (project.kind === 'notSaving') return { kind: 'notSaving', reason: project.reason };
  if (images.refused.length > 0) return { kind: 'notSaving', reason: 'imageRefused' };
  if (images.unkept > 0) return { kind: 'notSaving', reason: 'imageNotKept' };
  const edits = project.kind === 'saved' ? 0 : project.edits;
  if (project.kind === 'offline' && images.keeping === 0) {
    return { kind: 'offline', edits, images: images.waiting };
  }
  if (project.kind === 'saved' && images.waiting === 0 && images.isComplete) return { kind: 'saved' };
  const kept = images.keeping === 0 && (project.kind !== 'saving' || project.kept);
  return { kind: 'saving', edits, images: images.waiting, kept };
}
