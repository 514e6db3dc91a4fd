import { Api } from '@easel/sdk';

/** The one client of the server's HTTP calls; the list, the board, the SDK and images share it. */
export const api = new Api({ origin: location.origin });
