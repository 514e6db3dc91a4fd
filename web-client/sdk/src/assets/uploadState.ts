/** An asset that the server refused, or whose bytes cannot be read: it is not on its way. */
export interface RefusedAsset {
  readonly fileId: string;
  /** Why, in words for the person. */
  readonly why: string;
  /** Whether its bytes are here to be sent again. */
  readonly canRetry: boolean;
}

/** What there is to tell of own assets that the server does not have. */
export interface UploadState {
  /** On their way. */
  readonly waiting: number;
  /** Of those, the ones that are being written to this browser's storage. */
  readonly keeping: number;
  /** Of those, the ones that this browser could not keep. */
  readonly unkept: number;
  readonly refused: readonly RefusedAsset[];
  /** Whether it is known what older page loads left. */
  readonly isComplete: boolean;
}

/** The state before anything is known. */
export const UNKNOWN_UPLOADS: UploadState = {
  waiting: 0,
  keeping: 0,
  unkept: 0,
  refused: [],
  isComplete: false,
};

export interface Upload {
  readonly bytes: Blob | undefined;
  kept: 'not yet' | 'yes' | 'no';
  /** Why the server refused it, or that its bytes cannot be read; undefined while it is on its way. */
  why: string | undefined;
}

export function stateOf(uploads: ReadonlyMap<string, Upload>, isComplete: boolean): UploadState {
  const waiting = [...uploads.values()].filter(({ why }) => why === undefined);
  const count = (kept: Upload['kept']) => waiting.filter((upload) => upload.kept === kept).length;
  return {
    waiting: waiting.length,
    keeping: count('not yet'),
    unkept: count('no'),
    refused: [...uploads].flatMap(([fileId, { why, bytes }]) =>
      why === undefined ? [] : [{ fileId, why, canRetry: bytes !== undefined }],
    ),
    isComplete,
  };
}
