package dev.easel.server.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is kept of Exif: which side of the picture is up. Exif has the form of a TIFF file. Stateless. */
final class Exif {
    /** As it lies in the file. */
    static final int UPRIGHT = 1;

    /** What may stand before the TIFF file. */
    static final String HEAD = "Exif\0\0";

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final int TIFF = 42;

    private Exif() {}

    /**
     * @param from where the TIFF file begins, or {@link #HEAD} before it
     * @return 1–8; 1 where it says nothing that holds
     */
    static int orientation(ImageBytes image, int from, int to) {
        int begin = image.has(from, HEAD) ? from + HEAD.length() : from;
        if (to - begin < 8) {
            return UPRIGHT;
        }
        boolean isLittle = image.has(begin, "II");
        ByteBuffer in = image.copyOf(begin, to, isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (!isLittle && !image.has(begin, "MM") || in.getShort(2) != TIFF) {
            return UPRIGHT;
        }
        int directory = in.getInt(4);
        if (directory < 0 || directory > in.limit() - 2) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(in.getShort(directory));
        for (int at = directory + 2; entries > 0 && at <= in.limit() - ENTRY; at += ENTRY, entries--) {
            if (in.getShort(at) == TAG && in.getShort(at + 2) == SHORT && in.getInt(at + 4) == 1) {
                int told = in.getShort(at + 8);
                return told >= 1 && told <= 8 ? told : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** A TIFF file that says this and nothing else. */
    static byte[] of(int orientation) {
        return ByteBuffer.allocate(8 + 2 + ENTRY + 4)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) TIFF)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) TAG)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }
}
