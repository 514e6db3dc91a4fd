package dev.easel.server.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The chunks of a WebP file. Those that are needed to show it stay; Exif, XMP and what is unknown go, and what follows
 * its end. For one thread.
 */
final class WebpChunks {
    private static final String FEATURES = "VP8X";
    private static final String EXIF = "EXIF";

    /** Pixels, transparency and colours, and the frames of an animation. */
    private static final Set<String> KEPT = Set.of(FEATURES, "VP8 ", "VP8L", "ALPH", "ICCP", "ANIM", "ANMF");

    private static final int HAS_EXIF = 0x08;
    private static final int HAS_XMP = 0x04;

    private static final int HEAD = 12;
    private static final int CHUNK_HEAD = 8;

    private final ImageBytes in;
    private final KeptBytes out;
    private boolean hasExif;
    /** Where the byte is that tells what the file has; 0 where there is none. */
    private int features;

    private int has;

    private WebpChunks(byte[] image) {
        this.in = new ImageBytes(image);
        this.out = new KeptBytes(in);
    }

    static byte[] stripped(byte[] image) {
        WebpChunks chunks = new WebpChunks(image);
        chunks.walk();
        return chunks.out.toArray();
    }

    private void walk() {
        out.add(in, 0, HEAD);
        long told = in.u32le(4);
        int end = Math.max(HEAD, in.end(8, told));
        int at = HEAD;
        while (at <= end - CHUNK_HEAD) {
            long size = in.u32le(at + 4);
            int next = Math.min(end, in.end(at, CHUNK_HEAD + size + (size & 1)));
            chunk(new String(in.bytes(), at, 4, StandardCharsets.ISO_8859_1), at, next);
            at = next;
        }
        // A file that is cut off says so afterwards as well: decoders show what there is of it.
        out.setU32le(4, (int) (told - (end - out.length())));
    }

    private void chunk(String type, int at, int next) {
        if (KEPT.contains(type)) {
            int to = out.length();
            out.add(in, at, next);
            if (type.equals(FEATURES) && features == 0 && next > at + CHUNK_HEAD) {
                features = to + CHUNK_HEAD;
                has = in.u8(at + CHUNK_HEAD) & ~(HAS_EXIF | HAS_XMP);
                out.setU8(features, has);
            }
        } else if (type.equals(EXIF) && !hasExif) {
            hasExif = true;
            exif(Exif.orientation(in, at + CHUNK_HEAD, next));
        }
    }

    private void exif(int orientation) {
        if (orientation == Exif.UPRIGHT || features == 0) {
            return;
        }
        byte[] tiff = Exif.of(orientation);
        out.mark(EXIF);
        out.u32le(tiff.length);
        out.add(tiff);
        out.setU8(features, has | HAS_EXIF);
    }
}
