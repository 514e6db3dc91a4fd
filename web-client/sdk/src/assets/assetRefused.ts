/** What `flush` rejects with when the server does not take an asset, or its bytes cannot be read. */
export class AssetRefused extends Error {
  override readonly name = 'AssetRefused';
  /** In words for the person. */
  readonly why: string;

  constructor(why: string) {
    super(`an asset was refused: ${why}`);
    this.why = why;
  }
}
