import type { Api } from '../http/index.ts';
import type { Picture } from '../pictures/index.ts';
import { browserStores, placeOf } from './browserPorts.ts';

/** The projects of the server that this browser shows without it, the one seen last first; none where it keeps none. */
export async function keptPictures(api: Api): Promise<readonly Picture[]> {
  const all = await browserStores(placeOf(api)).pictures.all();
  return [...all].sort((a, b) => b.at - a.at);
}
