import { Inbox } from './inbox.ts';
import { type Inflate, platformInflate } from './inflate.ts';

/** The part of a WebSocket that a connection needs. */
export interface Socket {
  send(text: string): void;
  /** Closes it; no event follows. */
  close(): void;
  /** Whether binary frames are heard as the texts that they stand for (R9). */
  readonly inflates?: boolean | undefined;
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

/** @param inflate how binary frames are read; without it none may be sent */
export function webSockets(
  make: WebSocketClass = globalThis.WebSocket,
  inflate: Inflate | undefined = platformInflate(),
): OpenSocket {
  let isTrusted = true; // what has failed once would fail with each socket again
  return (url, protocols, events) => {
    const socket = made(make, url, protocols);
    if (socket === undefined) return unmade(events);
    const inflates = inflate !== undefined && isTrusted;
    let isListening = true;
    const end = () => {
      isListening = false;
      inbox.end();
      socket.close();
    };
    const inbox = new Inbox(inflate ?? unreadable, {
      received: (text) => events.received(text),
      failed: () => {
        isTrusted = false;
        end();
        events.closed(1006);
      },
    });
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => isListening && events.opened();
    socket.onmessage = ({ data }: { data: string | ArrayBuffer }) => {
      if (typeof data === 'string') inbox.text(data);
      else inbox.binary(data);
    };
    socket.onclose = ({ code }: { code: number }) => inbox.behind(() => events.closed(code));
    // The close that follows says what went wrong; browsers say nothing here.
    socket.onerror = () => undefined;
    return { inflates, send: (text) => socket.send(text), close: end };
  };
}

/** Undefined where the platform has none, or lets none be made: add-ons and policies take it away. */
function made(make: WebSocketClass, url: string, protocols: readonly string[]): WebSocket | undefined {
  try {
    return new make(url, [...protocols]);
  } catch {
    return undefined;
  }
}

/** A socket that is closed soon, as one is that could not be opened. */
function unmade(events: SocketEvents): Socket {
  let isListening = true;
  queueMicrotask(() => isListening && events.closed(1006));
  const close = () => {
    isListening = false;
  };
  return { send: () => undefined, close };
}

/** A server sends binary frames only to whom takes them. */
function unreadable(): Promise<string> {
  return Promise.reject(new Error('this platform does not inflate'));
}
