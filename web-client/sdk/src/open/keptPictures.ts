import type { Api } from '../http/index.ts';
import type { Picture } from '../pictures/index.ts';
import { browserStores, pathOf } from './browserPorts.ts';

/** The projects of the server that this browser shows without it, the one seen last first; none where it keeps none. */
export async function keptPictures(api: Api): Promise<readonly Picture[]> {
  const all = await browserStores(pathOf(api.origin)).pictures.all();
  return [...all].sort((a, b) => b.at - a.at);
}
