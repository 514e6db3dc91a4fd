package dev.easel.server.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file. Those that are needed to show it stay; texts, times and what is unknown go, and what
 * follows its end. For one thread.
 */
final class PngChunks {
    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final String EXIF = "eXIf";
    private static final String END = "IEND";

    /** Pixels, colours, transparency and density, and how an animation goes. */
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD",
            "pHYs", "acTL", "fcTL", "fdAT");

    /** The length before and the sum behind. */
    private static final int FRAME = 12;

    private final ImageBytes in;
    private final KeptBytes out;
    private boolean hasExif;

    private PngChunks(byte[] image) {
        this.in = new ImageBytes(image);
        this.out = new KeptBytes(in);
    }

    static byte[] stripped(byte[] image) {
        PngChunks chunks = new PngChunks(image);
        chunks.walk();
        return chunks.out.toArray();
    }

    private void walk() {
        out.mark(SIGNATURE);
        int at = SIGNATURE.length();
        String type = "";
        while (at <= in.length() - 8 && !type.equals(END)) {
            int end = in.end(at, in.u32(at) + FRAME);
            type = new String(in.bytes(), at + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals(END) || KEPT.contains(type)) {
                out.add(in, at, end);
            } else if (type.equals(EXIF) && !hasExif) {
                hasExif = true;
                exif(Exif.orientation(in, at + 8, Math.max(at + 8, end - 4)));
            }
            at = end;
        }
    }

    private void exif(int orientation) {
        if (orientation == Exif.UPRIGHT) {
            return;
        }
        byte[] tiff = Exif.of(orientation);
        CRC32 sum = new CRC32();
        sum.update(EXIF.getBytes(StandardCharsets.ISO_8859_1));
        sum.update(tiff);
        out.u32(tiff.length);
        out.mark(EXIF);
        out.add(tiff);
        out.u32((int) sum.getValue());
    }
}
