/** Bytes of text that a binary frame may stand for (R9). */
export const MOST_TEXT = 32 << 20;

/** Bytes that are inflated at a time: they stand for a thousand times as many at most. */
export const SLICE = 8 << 10;

/** The text that a binary frame stands for. Rejects where the frame is damaged, or its text is too long. */
export type Inflate = (frame: ArrayBuffer) => Promise<string>;

/** What this platform inflates with; `undefined` where it cannot: before 2023, and Node before 20.12. */
export function platformInflate(): Inflate | undefined {
  try {
    new DecompressionStream('deflate-raw');
    return inflate;
  } catch {
    return undefined;
  }
}

async function inflate(frame: ArrayBuffer): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = slices(frame).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MOST_TEXT) {
      void reader.cancel();
      throw new RangeError(`a frame stands for more than ${MOST_TEXT} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** A platform inflates all of a chunk before any of it can be read, so each is asked for when the one before was. */
function slices(frame: ArrayBuffer): ReadableStream<Uint8Array<ArrayBuffer>> {
  let from = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (from >= frame.byteLength) return controller.close();
        controller.enqueue(new Uint8Array(frame.slice(from, from + SLICE)));
        from += SLICE;
      },
    },
    { highWaterMark: 0 },
  );
}
