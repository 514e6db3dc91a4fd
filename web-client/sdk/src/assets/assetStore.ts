/** An asset's bytes, kept in this browser until the server has them. */
export interface KeptAsset {
  readonly project: string;
  readonly fileId: string;
  readonly bytes: Blob;
  /** Why the server refused it, in words for the person. Such an asset is not sent again unasked. */
  readonly refused?: string;
  /** It is on the server; its project, which was not open then, does not say so yet. */
  readonly isSent?: true;
}

/**
 * The assets of every page load that the server is not known to have, by project and file. A promise resolves once what
 * it stands for is committed, or rejects and has changed nothing.
 */
export interface AssetStore {
  /** Writes an asset, in place of the one with the same project and file. */
  keep(asset: KeptAsset): Promise<void>;
  /** Marks an asset as sent, if it is still there and not refused. */
  sent(project: string, fileId: string): Promise<void>;
  /** Removes an asset; one that is not there is fine. */
  remove(project: string, fileId: string): Promise<void>;
  get(project: string, fileId: string): Promise<KeptAsset | undefined>;
  ofProject(project: string): Promise<KeptAsset[]>;
  /** The projects of which assets are kept, in no special order. */
  projects(): Promise<string[]>;
}
