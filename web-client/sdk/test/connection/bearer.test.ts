import { describe, expect, it } from 'vitest';
import { bearerSockets, type OpenSocket } from '../../src/connection/index.ts';
import type { TokenSource } from '../../src/ports/token.ts';

/** A socket that is opened with a token; `opened` are the subprotocols offered by each real one. */
function against(token: TokenSource) {
  const opened: (readonly string[])[] = [];
  const log: string[] = [];
  const open: OpenSocket = (_, protocols) => {
    opened.push(protocols);
    return { send: (text) => void log.push(text), close: () => void log.push('close') };
  };
  const socket = bearerSockets(open, token)('ws://easel/socket', ['easel.v1'], {
    opened: () => undefined,
    received: () => undefined,
    closed: (code) => void log.push(`closed ${code}`),
  });
  return { socket, opened, log };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a socket with a token', () => {
  it('J1 offers it as a subprotocol', async () => {
    const { socket, opened, log } = against(async () => 'secret');
    await settle();
    expect(opened).toEqual([['easel.v1', 'bearer.secret']]);
    socket.send('hello');
    socket.close();
    expect(log).toEqual(['hello', 'close']);
  });

  it('is opened without one where there is none', async () => {
    const { opened } = against(() => undefined);
    await settle();
    expect(opened).toEqual([['easel.v1']]);
  });

  it('that was closed before the token came is not opened', async () => {
    const { socket, opened, log } = against(() => 'late');
    socket.close();
    await settle();
    expect([opened, log]).toEqual([[], []]);
  });

  it('whose token cannot be had is told to be closed, unless it was closed already', async () => {
    const refuse = () => Promise.reject(new Error('signed out'));
    const { log } = against(refuse);
    const closed = against(refuse);
    closed.socket.close();
    await settle();
    expect(log).toEqual(['closed 1006']);
    expect(closed.log).toEqual([]);
  });
});
