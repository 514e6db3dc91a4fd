import { Api } from '@easel/sdk';
import { base } from './base.ts';

/** The one client of the server's HTTP calls; the list, the board, the SDK and images share it. */
export const api = new Api({ origin: location.origin + base });
