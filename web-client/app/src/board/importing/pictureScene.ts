const KEYWORD = 'application/vnd.excalidraw+json';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
const PAYLOAD = /<!-- payload-start -->[\s\S]*?<!-- payload-end -->/;

/** Whether a PNG or SVG picture carries the scene that it was made of, as Excalidraw's exports can. */
export function carriesScene(picture: Uint8Array): boolean {
  if (isPng(picture)) return chunksOf(picture).some((chunk) => isScene(picture, chunk));
  const svg = textOf(picture);
  return svg.includes(`payload-type:${KEYWORD}`) && PAYLOAD.test(svg);
}

/** The same picture without its scene: Excalidraw opens a scene wherever it finds one. */
export function withoutScene(picture: Uint8Array): Uint8Array<ArrayBuffer> {
  if (!isPng(picture)) return new TextEncoder().encode(textOf(picture).replace(PAYLOAD, ''));
  const kept: Uint8Array[] = [picture.subarray(0, SIGNATURE.length)];
  for (const chunk of chunksOf(picture)) {
    if (!isScene(picture, chunk)) kept.push(picture.subarray(chunk.from, chunk.to));
  }
  const bytes = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of kept) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Where a chunk of a PNG begins and ends, its length, type and check sum included. */
interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** The chunks of a PNG; what follows a damaged one is the last. */
function chunksOf(png: Uint8Array): readonly Chunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let from = SIGNATURE.length; from < png.length; ) {
    const length = from + 12 <= png.length ? view.getUint32(from) : png.length;
    const to = Math.min(from + 12 + length, png.length);
    chunks.push({ from, to });
    from = to;
  }
  return chunks;
}

function isScene(png: Uint8Array, { from, to }: Chunk): boolean {
  const head = `tEXt${KEYWORD}\0`;
  if (to - from < 8 + head.length) return false;
  return Array.from(head).every((letter, at) => png[from + 4 + at] === letter.charCodeAt(0));
}

function isPng(picture: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => picture[at] === byte);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
