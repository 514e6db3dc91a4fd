export { AssetDelivery } from './assetDelivery.ts';
export { AssetRefused } from './assetRefused.ts';
export type { AssetStore, KeptAsset } from './assetStore.ts';
export { type AssetOptions, type AssetPorts, Assets } from './assets.ts';
export { type RefusedAsset, UNKNOWN_UPLOADS, type UploadState } from './uploadState.ts';
