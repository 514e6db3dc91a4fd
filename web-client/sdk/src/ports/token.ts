/** What a token is for. */
export interface TokenAsk {
  /** The project that it opens; undefined for what is of no project. */
  readonly project?: string | undefined;
  /** A token that the server has just refused: it has ended, and another one is needed. */
  readonly refused?: string | undefined;
}

/**
 * Asked for the access token at each HTTP call and each socket, so that it may be renewed meanwhile. Without a token
 * the call is made as a guest, or as whoever has signed in by a cookie. When it throws or rejects, an HTTP call rejects
 * with the same error, and a socket counts as lost: another is opened after a wait. When the server refuses a token
 * (401, or 4401), it is asked once more, and told which one that was; a call is made again where it returns another
 * one.
 *
 * A token may hold letters, digits and !#$%&'*+-.^_`|~ only: a WebSocket offers it as a subprotocol, and with any other
 * character no socket is opened: a `TypeError` is reported as an unhandled rejection. A JWT fits, and so does base64url
 * without padding; base64 with `/` or `=` does not.
 *
 * A token that is at hand should be returned at once, not as a promise that waits for the network: a page that is being
 * left sends its last edits only if the token comes before the page ends.
 */
export type TokenSource = (ask: TokenAsk) => string | undefined | Promise<string | undefined>;
