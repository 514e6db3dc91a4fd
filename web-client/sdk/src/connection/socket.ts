/** A WebSocket, as far as a connection needs one. */
export interface Socket {
  send(text: string): void;
  /** Ends it; nothing is heard of it afterwards. */
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** It never opened, or is gone. `code` is 1006 where no close frame came. */
  closed(code: number): void;
}

export type OpenSocket = (url: string, protocols: readonly string[], events: SocketEvents) => Socket;

/** What `WebSocket` is used as: the browser's own, or another of its kind. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocket;

export function webSockets(make: WebSocketClass = globalThis.WebSocket): OpenSocket {
  return (url, protocols, events) => {
    const socket = new make(url, [...protocols]);
    let isHeard = true;
    socket.onopen = () => isHeard && events.opened();
    socket.onmessage = ({ data }: { data: unknown }) => isHeard && events.received(String(data));
    socket.onclose = ({ code }: { code: number }) => isHeard && events.closed(code);
    // What went wrong is told by the close that follows; browsers tell nothing here.
    socket.onerror = () => undefined;
    return {
      send: (text) => socket.send(text),
      close: () => {
        isHeard = false;
        socket.close();
      },
    };
  };
}
