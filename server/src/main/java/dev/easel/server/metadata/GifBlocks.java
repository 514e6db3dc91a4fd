package dev.easel.server.metadata;

import java.util.Set;

/**
 * The blocks of a GIF file. Images stay, how long each is shown, how often all of them are, and the profile of colours;
 * comments, XMP and what other programs have added go, and what follows the end. For one thread.
 */
final class GifBlocks {
    /** Extensions of programs that browsers look at: how often an animation goes round, and the profile. */
    private static final Set<String> KEPT = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");

    private static final int HEAD = 13;
    private static final int FLAGS_OF_HEAD = 10;
    private static final int IMAGE_HEAD = 10;
    private static final int FLAGS_OF_IMAGE = 9;

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int END = 0x3b;

    private static final int PLAIN_TEXT = 0x01;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;
    private static final int NAME = 11;

    private final ImageBytes in;
    private final KeptBytes out;

    private GifBlocks(byte[] image) {
        this.in = new ImageBytes(image);
        this.out = new KeptBytes(in);
    }

    static boolean isOne(ImageBytes image) {
        return image.has(0, "GIF87a") || image.has(0, "GIF89a");
    }

    static byte[] stripped(byte[] image) {
        GifBlocks blocks = new GifBlocks(image);
        blocks.walk();
        return blocks.out.toArray();
    }

    private void walk() {
        int at = in.end(0, HEAD + colours(FLAGS_OF_HEAD));
        out.add(in, 0, at);
        while (at < in.length()) {
            int block = in.u8(at);
            if (block != EXTENSION && block != IMAGE) {
                out.u8(END); // whatever it is: browsers take it for the end
                return;
            }
            int end = block == IMAGE
                    ? behindBlocks((long) at + IMAGE_HEAD + colours(at + FLAGS_OF_IMAGE) + 1)
                    : behindBlocks(at + 2);
            if (block == IMAGE || isKept(at)) {
                out.add(in, at, end);
            }
            at = end;
        }
    }

    private boolean isKept(int extension) {
        return switch (in.u8(extension + 1)) {
            case GRAPHIC_CONTROL, PLAIN_TEXT -> true;
            case APPLICATION -> in.u8(extension + 2) == NAME && KEPT.stream().anyMatch(it -> in.has(extension + 3, it));
            default -> false;
        };
    }

    /** The bytes of the table of colours that these flags tell of. */
    private int colours(int flags) {
        int told = in.u8(flags);
        return (told & 0x80) == 0 ? 0 : 3 << (told & 7) + 1;
    }

    /** Where the first block without bytes ends. */
    private int behindBlocks(long from) {
        long at = from;
        int size;
        do {
            size = in.u8(at);
            at += 1 + size;
        } while (size > 0 && at < in.length());
        return (int) Math.min(at, in.length());
    }
}
