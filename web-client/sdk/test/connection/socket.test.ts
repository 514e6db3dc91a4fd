import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { type SocketEvents, webSockets } from '../../src/connection/index.ts';
import { type Inflate, MOST_TEXT, platformInflate, SLICE } from '../../src/connection/inflate.ts';
import { golden } from '../protocol/golden.ts';

/** A socket whose other end is in this test's hands. */
class FakeSocket {
  static last: FakeSocket;
  binaryType = 'blob';
  isClosed = false;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: unknown }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;
  onerror: () => void = () => undefined;

  constructor() {
    FakeSocket.last = this;
  }

  send(): void {}

  close(): void {
    this.isClosed = true;
  }

  hear(...frames: (string | ArrayBuffer)[]): void {
    for (const data of frames) this.onmessage({ data });
  }
}

/** Inflates when the test says so. */
class Inflating {
  readonly waiting: { resolve(text: string): void; reject(): void }[] = [];
  readonly inflate: Inflate = () =>
    new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject: () => reject(new Error('damaged')) });
    });
}

function opened(inflate: Inflate | undefined) {
  const heard: (string | number)[] = [];
  const open = webSockets(FakeSocket as never, inflate);
  const events: SocketEvents = {
    opened: () => undefined,
    received: (text) => void heard.push(text),
    closed: (code) => void heard.push(code),
  };
  return { heard, again: () => open('ws://easel', [], events), socket: open('ws://easel', [], events) };
}

const frame = () => new ArrayBuffer(1);
const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('what comes over a socket', () => {
  it('R9 is heard at once where nothing is binary', () => {
    const { heard } = opened(new Inflating().inflate);
    FakeSocket.last.hear('a', 'b');
    expect(heard).toEqual(['a', 'b']);
    FakeSocket.last.onclose({ code: 1012 });
    expect(heard).toEqual(['a', 'b', 1012]);
  });

  it('R9 is heard in the order in which it came: texts, and the close, wait for what is being inflated', async () => {
    const inflating = new Inflating();
    const { heard, socket } = opened(inflating.inflate);
    expect(socket.inflates).toBe(true);
    expect(FakeSocket.last.binaryType).toBe('arraybuffer');
    FakeSocket.last.hear('a', frame(), 'c', frame(), 'e');
    FakeSocket.last.onclose({ code: 1012 });
    expect(heard).toEqual(['a']);
    expect(inflating.waiting).toHaveLength(1);
    inflating.waiting[0]?.resolve('b');
    await settled();
    expect(heard).toEqual(['a', 'b', 'c']);
    inflating.waiting[1]?.resolve('d');
    await settled();
    expect(heard).toEqual(['a', 'b', 'c', 'd', 'e', 1012]);
  });

  it('R9 is heard at once again when all is inflated', async () => {
    const inflating = new Inflating();
    const { heard } = opened(inflating.inflate);
    FakeSocket.last.hear(frame());
    inflating.waiting[0]?.resolve('a');
    await settled();
    FakeSocket.last.hear('b');
    expect(heard).toEqual(['a', 'b']);
  });

  it('R9 a frame that cannot be inflated loses the socket, and the next ones take none', async () => {
    const inflating = new Inflating();
    const { heard, again } = opened(inflating.inflate);
    const { last } = FakeSocket;
    last.hear(frame(), 'never heard');
    inflating.waiting[0]?.reject();
    await settled();
    expect(last.isClosed).toBe(true);
    expect(heard).toEqual([1006]);
    last.onclose({ code: 1000 });
    expect(heard).toEqual([1006]);
    expect(again().inflates).toBe(false);
  });

  it('is not heard once the socket is closed from here', async () => {
    const inflating = new Inflating();
    const { heard, socket } = opened(inflating.inflate);
    FakeSocket.last.hear(frame(), 'text');
    socket.close();
    inflating.waiting[0]?.resolve('inflated');
    await settled();
    FakeSocket.last.hear('later');
    expect(heard).toEqual([]);
  });

  it('says that it takes no binary frames where the platform cannot inflate', () => {
    expect(opened(undefined).socket.inflates).toBe(platformInflate() !== undefined);
  });
});

describe('a socket that cannot even be made', () => {
  const events = (heard: unknown[]): SocketEvents => ({
    opened: () => void heard.push('opened'),
    received: (text) => void heard.push(text),
    closed: (code) => void heard.push(code),
  });
  const forbidden = class {
    constructor() {
      throw new DOMException('not allowed', 'SecurityError');
    }
  };

  it.each([undefined, forbidden])('is one that could not be opened: %s', async (make) => {
    vi.stubGlobal('WebSocket', make);
    const heard: unknown[] = [];
    const open = webSockets();
    open('ws://easel', [], events(heard)).send('nothing');
    expect(heard).toEqual([]);
    await settled();
    expect(heard).toEqual([1006]);
    open('ws://easel', [], events(heard)).close();
    await settled();
    expect(heard).toEqual([1006]);
    vi.unstubAllGlobals();
  });
});

describe("the platform's inflating", () => {
  const inflate = platformInflate();
  if (!inflate) throw new Error('these tests need a platform that inflates');
  const bytes = (data: Uint8Array): ArrayBuffer => new Uint8Array(data).buffer;

  it.each(golden('deflated'))('R9 %s', async (_, file) => {
    const { frame: base64, text } = JSON.parse(file) as { frame: string; text: string | null };
    const inflated = inflate(bytes(Buffer.from(base64, 'base64')));
    if (text === null) await expect(inflated).rejects.toThrow();
    else expect(await inflated).toBe(text);
  });

  it('R9 gives up a frame that stands for too much, however small it is', async () => {
    const bomb = deflateRawSync(Buffer.alloc(MOST_TEXT + 1));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(inflate(bytes(bomb))).rejects.toThrow(RangeError);
  });

  it('R9 such a frame is inflated no further than to where that is seen', async () => {
    const taken: number[] = [];
    class Inflating extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        super({
          transform(chunk, controller) {
            taken.push(chunk.byteLength);
            controller.enqueue(new Uint8Array(8 << 20));
          },
        });
      }
    }
    vi.stubGlobal('DecompressionStream', Inflating);
    try {
      await expect(inflate(new ArrayBuffer(100 * SLICE))).rejects.toThrow(RangeError);
    } finally {
      vi.unstubAllGlobals();
    }
    expect(new Set(taken)).toEqual(new Set([SLICE]));
    expect(taken.length).toBeLessThanOrEqual(MOST_TEXT / (8 << 20) + 2);
  });

  it('R9 a frame of many slices is what it stands for', async () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `${(i * 2654435761) % 2 ** 32}é`).join('');
    const deflated = deflateRawSync(Buffer.from(text));
    expect(deflated.length).toBeGreaterThan(10 * SLICE);
    expect(await inflate(bytes(deflated))).toBe(text);
  });

  it('R9 a frame whose text is no UTF-8 is damaged', async () => {
    await expect(inflate(bytes(deflateRawSync(Buffer.from([0xff]))))).rejects.toThrow(TypeError);
  });
});
