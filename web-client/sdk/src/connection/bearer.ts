import type { TokenSource } from '../ports/token.ts';
import type { OpenSocket, Socket } from './socket.ts';

/** Sockets that offer the token as the subprotocol `bearer.…`: browsers send no header with a WebSocket (J1). */
export function bearerSockets(open: OpenSocket, token: TokenSource): OpenSocket {
  return (url, protocols, events) => {
    let socket: Socket | undefined;
    let isClosed = false;
    const connect = async () => {
      const bearer = await token();
      if (isClosed) return;
      const offered = bearer === undefined ? protocols : [...protocols, `bearer.${bearer}`];
      socket = open(url, offered, events);
    };
    connect().catch(() => isClosed || events.closed(1006));
    return {
      send: (text) => socket?.send(text),
      close: () => {
        isClosed = true;
        socket?.close();
      },
    };
  };
}
