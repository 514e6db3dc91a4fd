/** The part of a WebSocket that a connection needs. */
export interface Socket {
  send(text: string): void;
  /** Closes it; no event follows. */
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** It could not be opened, or is closed. `code` is 1006 where no close frame came. */
  closed(code: number): void;
}

export type OpenSocket = (url: string, protocols: readonly string[], events: SocketEvents) => Socket;

/** The browser's `WebSocket`, or another class with its interface. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocket;

export function webSockets(make: WebSocketClass = globalThis.WebSocket): OpenSocket {
  return (url, protocols, events) => {
    const socket = new make(url, [...protocols]);
    let isListening = true;
    socket.onopen = () => isListening && events.opened();
    socket.onmessage = ({ data }: { data: unknown }) => isListening && events.received(String(data));
    socket.onclose = ({ code }: { code: number }) => isListening && events.closed(code);
    // The close that follows says what went wrong; browsers say nothing here.
    socket.onerror = () => undefined;
    return {
      send: (text) => socket.send(text),
      close: () => {
        isListening = false;
        socket.close();
      },
    };
  };
}
