import { type AssetOptions, type AssetPorts, Assets } from '../assets/index.ts';
import { assetPorts, placeOf } from './browserPorts.ts';

/** Opens the assets of a project and returns at once. `uploads.resume()` goes on with what older page loads left. */
export function openAssets(options: AssetOptions, ports: Partial<AssetPorts> = {}): Assets {
  return new Assets(options, assetPorts(ports, placeOf(options.api)));
}
