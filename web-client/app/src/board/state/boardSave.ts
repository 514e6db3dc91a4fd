import type { NotSaving, SaveState, UploadState } from '@easel/sdk';

/** What a person is told about their work on a board; `images` counts those that the server does not have. */
export type BoardSave =
  | { readonly kind: 'opening' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly edits: number; readonly images: number; readonly kept: boolean }
  | { readonly kind: 'offline'; readonly edits: number; readonly images: number }
  | {
      readonly kind: 'notSaving';
      readonly reason: NotSaving | 'imageRefused' | 'imageNotKept';
      /** Whether closing the tab loses nothing. */
      readonly kept: boolean;
    };

/** The save state of edits and images together: the worse of the two. */
export function boardSave(project: SaveState, images: UploadState): BoardSave {
  const isKept = !('kept' in project) || project.kept;
  const kept = isKept && images.keeping === 0 && images.unkept === 0;
  if (project.kind === 'notSaving') return { kind: 'notSaving', reason: project.reason, kept };
  if (images.refused.length > 0) return { kind: 'notSaving', reason: 'imageRefused', kept };
  if (images.unkept > 0) return { kind: 'notSaving', reason: 'imageNotKept', kept };
  const edits = 'edits' in project ? project.edits : 0;
  if (project.kind === 'offline' && images.keeping === 0) {
    return { kind: 'offline', edits, images: images.waiting };
  }
  if (images.waiting === 0 && project.kind === 'opening') return project;
  if (images.waiting === 0 && project.kind === 'saved' && images.isComplete) return { kind: 'saved' };
  return { kind: 'saving', edits, images: images.waiting, kept };
}
