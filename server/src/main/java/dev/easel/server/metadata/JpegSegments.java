package dev.easel.server.metadata;

/**
 * The segments of a JPEG file. Of those that applications may add, and of comments, only these stay: the profile of the
 * colours, how they are coded, and the density. What follows the end of the picture goes: phones put further pictures
 * and films there, with places of their own. For one thread.
 */
final class JpegSegments {
    private static final int RESTART = 0xd0;
    private static final int RESTART_END = 0xd7;
    private static final int BEGIN = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;

    private static final String DENSITY = "JFIF\0";
    private static final String PROFILE = "ICC_PROFILE\0";
    private static final String CODING = "Adobe";

    /** With the length in front, without the small preview behind. */
    private static final int DENSITY_BYTES = 14;

    private static final int CODING_BYTES = 14;

    private final ImageBytes in;
    private final KeptBytes out;
    private boolean hasExif;

    private JpegSegments(byte[] image) {
        this.in = new ImageBytes(image);
        this.out = new KeptBytes(in);
    }

    static byte[] stripped(byte[] image) {
        JpegSegments segments = new JpegSegments(image);
        segments.walk();
        return segments.out.toArray();
    }

    private void walk() {
        out.u8(0xff);
        out.u8(BEGIN);
        int at = 2;
        while (at < in.length()) {
            if (in.u8(at) != 0xff || in.u8(at + 1) == 0xff || in.u8(at + 1) == 0 || in.u8(at + 1) == BEGIN) {
                // What belongs to no segment; decoders skip it.
                at++;
                continue;
            }
            int marker = in.u8(at + 1);
            if (marker == END) {
                mark(END);
                return;
            }
            if (marker >= RESTART && marker <= RESTART_END || marker == 1) {
                mark(marker);
                at += 2;
                continue;
            }
            int length = in.u16(at + 2);
            if (length < 2) {
                return;
            }
            int end = in.end(at + 2, length);
            segment(marker, at, end);
            at = marker == SCAN ? scan(end) : end;
        }
    }

    /** @param at where its mark is; behind that are two bytes of its length, and what it says */
    private void segment(int marker, int at, int end) {
        int said = at + 4;
        if (marker == APP0) {
            if (says(said, end, DENSITY) && end - at >= 2 + 2 + DENSITY_BYTES) {
                mark(APP0);
                out.u16(2 + DENSITY_BYTES);
                out.add(in, said, said + DENSITY_BYTES - 2);
                out.u16(0);
            }
        } else if (marker == APP1) {
            if (says(said, end, Exif.HEAD)) {
                exif(said, end);
            }
        } else if (marker == APP14) {
            if (says(said, end, CODING) && end - at >= 2 + CODING_BYTES) {
                mark(APP14);
                out.u16(CODING_BYTES);
                out.add(in, said, said + CODING_BYTES - 2);
            }
        } else if (!isOfApplication(marker) || marker == APP2 && says(said, end, PROFILE)) {
            out.add(in, at, end);
        }
    }

    private boolean says(int said, int end, String mark) {
        return said + mark.length() <= end && in.has(said, mark);
    }

    /** The first one holds. */
    private void exif(int from, int to) {
        int orientation = hasExif ? Exif.UPRIGHT : Exif.orientation(in, from, to);
        hasExif = true;
        if (orientation != Exif.UPRIGHT) {
            byte[] tiff = Exif.of(orientation);
            mark(APP1);
            out.u16(2 + Exif.HEAD.length() + tiff.length);
            out.mark(Exif.HEAD);
            out.add(tiff);
        }
    }

    private static boolean isOfApplication(int marker) {
        return marker >= APP0 && marker <= APP15 || marker == COMMENT;
    }

    /** The pixels, which end before the next mark. @return where they end */
    private int scan(int from) {
        int at = from;
        while (at < in.length() && !isMark(at)) {
            at++;
        }
        out.add(in, from, at);
        return at;
    }

    private boolean isMark(int at) {
        if (in.u8(at) != 0xff) {
            return false;
        }
        int marker = in.u8(at + 1);
        return marker != 0 && marker != 0xff && (marker < RESTART || marker > RESTART_END);
    }

    private void mark(int marker) {
        out.u8(0xff);
        out.u8(marker);
    }
}
