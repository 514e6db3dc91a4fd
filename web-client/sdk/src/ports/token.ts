/**
 * Asked for the access token at each HTTP call and each socket, so that it may be renewed meanwhile. Without a token
 * the call is made as a guest. When it throws or rejects, the call fails, as if the server could not be reached.
 */
export type TokenSource = () => string | undefined | Promise<string | undefined>;
