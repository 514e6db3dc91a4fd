/**
 * Asked for the access token at each HTTP call and each socket, so that it may be renewed meanwhile. Without a token
 * the call is made as a guest. When it throws or rejects, an HTTP call rejects with the same error, and a socket counts
 * as lost: another is opened after a wait.
 *
 * A token may hold letters, digits and !#$%&'*+-.^_`|~ only: a WebSocket offers it as a subprotocol, and with any other
 * character no socket is opened: a `TypeError` is reported as an unhandled rejection. A JWT fits, and so does base64url
 * without padding; base64 with `/` or `=` does not.
 *
 * A token that is at hand should be returned at once, not as a promise that waits for the network: a page that is being
 * left sends its last edits only if the token comes before the page ends.
 */
export type TokenSource = () => string | undefined | Promise<string | undefined>;
