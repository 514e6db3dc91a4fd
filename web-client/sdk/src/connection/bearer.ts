import type { TokenSource } from '../ports/token.ts';
import type { OpenSocket, Socket, SocketEvents } from './socket.ts';

/** What a subprotocol may hold (RFC 6455, 4.1). */
const SUBPROTOCOL_TOKEN = /^[\w!#$%&'*+.^`|~-]*$/;

/**
 * Sockets that offer the token as the subprotocol `bearer.…`: browsers send no header with a WebSocket (J1). A token
 * that cannot be had is a lost socket. One that no subprotocol may hold is a fault of the page: it is not caught, and
 * the browser reports it as an unhandled rejection. Where a socket is closed because its token has ended (A4), the
 * source is told so when it is asked for the next one.
 */
export function bearerSockets(open: OpenSocket, token: TokenSource, project?: string): OpenSocket {
  let refused: string | undefined;
  return (url, protocols, events) => {
    let socket: Socket | undefined;
    let isClosed = false;
    const ask = async () => token({ project, refused });
    const connect = (bearer: string | undefined) => {
      if (isClosed) return;
      if (bearer !== refused) refused = undefined;
      const heard: SocketEvents = {
        ...events,
        closed: (code) => {
          if (code === 4401) refused = bearer;
          events.closed(code);
        },
      };
      socket = open(url, [...protocols, ...offered(bearer)], heard);
    };
    const failed = () => {
      if (!isClosed) events.closed(1006);
    };
    void ask().then(connect, failed);
    return {
      get inflates() {
        return socket?.inflates;
      },
      send: (text) => socket?.send(text),
      close: () => {
        isClosed = true;
        socket?.close();
      },
    };
  };
}

/** Throws a `TypeError`, without the token in it, for one that no subprotocol may hold. */
function offered(bearer: string | undefined): string[] {
  if (bearer === undefined) return [];
  if (!SUBPROTOCOL_TOKEN.test(bearer)) {
    throw new TypeError("the access token has characters other than letters, digits and !#$%&'*+-.^_`|~");
  }
  return [`bearer.${bearer}`];
}
