import { describe, expect, it } from 'vitest';
import { bearerSockets, type OpenSocket } from '../../src/connection/index.ts';
import type { TokenAsk, TokenSource } from '../../src/ports/token.ts';

/** A socket that is opened with a token; `opened` are the subprotocols offered by each real one. */
function against(token: TokenSource) {
  const opened: (readonly string[])[] = [];
  const log: string[] = [];
  const asked: TokenAsk[] = [];
  const open: OpenSocket = (_, protocols, events) => {
    opened.push(protocols);
    closings.push(events.closed);
    return { send: (text) => void log.push(text), close: () => void log.push('close') };
  };
  const closings: ((code: number) => void)[] = [];
  const source: TokenSource = (ask) => {
    asked.push(ask);
    return token(ask);
  };
  const sockets = bearerSockets(open, source, 'p');
  const connect = () =>
    sockets('ws://easel/socket', ['easel.v1'], {
      opened: () => undefined,
      received: () => undefined,
      closed: (code) => void log.push(`closed ${code}`),
    });
  return {
    socket: connect(),
    connect,
    opened,
    log,
    asked,
    closed: (code: number) => closings.at(-1)?.(code),
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The next rejection that nobody handles, if one comes soon. It does not fail the test run. */
async function unhandled(): Promise<unknown> {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  let reported: unknown;
  process.on('unhandledRejection', (reason) => {
    reported = reason;
  });
  await settle();
  await settle();
  process.removeAllListeners('unhandledRejection');
  for (const other of others) process.on('unhandledRejection', other);
  return reported;
}

describe('a socket with a token', () => {
  it('J1 offers it as a subprotocol', async () => {
    const { socket, opened, log } = against(async () => 'secret');
    await settle();
    expect(opened).toEqual([['easel.v1', 'bearer.secret']]);
    socket.send('hello');
    socket.close();
    expect(log).toEqual(['hello', 'close']);
  });

  it('A4 is opened with another one when the server has ended the last', async () => {
    const tokens = ['old', 'old', 'new', 'new'];
    const { connect, opened, log, asked, closed } = against(() => tokens.shift());
    await settle();
    for (const code of [4401, 4401, 1006]) {
      closed(code);
      connect();
      await settle();
    }
    expect(opened.map(([, bearer]) => bearer)).toEqual([
      ...['bearer.old', 'bearer.old', 'bearer.new', 'bearer.new'],
    ]);
    expect(asked).toEqual([
      { project: 'p', refused: undefined },
      { project: 'p', refused: 'old' },
      { project: 'p', refused: 'old' },
      { project: 'p', refused: undefined },
    ]);
    expect(log).toEqual(['closed 4401', 'closed 4401', 'closed 1006']);
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

  it.each(['a b', 'a/b', 'a=', 'a,b', 'a\n', 'ä'])(
    'reports the token %j, which does not fit',
    async (token) => {
      const reported = unhandled();
      const { opened, log } = against(() => token);
      expect(await reported).toEqual(
        new TypeError("the access token has characters other than letters, digits and !#$%&'*+-.^_`|~"),
      );
      expect([opened, log]).toEqual([[], []]);
    },
  );

  it('offers a token of all characters that a subprotocol may hold', async () => {
    const { opened } = against(() => "aZ09!#$%&'*+-.^_`|~");
    await settle();
    expect(opened).toEqual([['easel.v1', "bearer.aZ09!#$%&'*+-.^_`|~"]]);
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
