package dev.easel.server.metadata;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Photos with much to tell, for tests. What they tell has the word {@link #SECRET} in it. */
public final class Photos {
    public static final String SECRET = "48.8584N";

    private static final byte[] PROFILE = bytes("ICC_PROFILE\0\1\1a profile of colours");

    private Photos() {}

    /** @param orientation 1–8 */
    public static byte[] jpeg(int orientation) {
        byte[] plain = encoded("jpg");
        return joined(
                Arrays.copyOf(plain, 2),
                segment(0xe1, joined(bytes("Exif\0\0"), exif(orientation, ByteOrder.LITTLE_ENDIAN))),
                segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET)),
                segment(0xe2, PROFILE),
                segment(0xe2, bytes("MPF\0" + SECRET)),
                segment(0xed, bytes("Photoshop 3.0\0" + SECRET)),
                segment(0xfe, bytes(SECRET)),
                Arrays.copyOfRange(plain, 2, plain.length),
                bytes("a film of " + SECRET));
    }

    public static byte[] png(int orientation) {
        byte[] plain = encoded("png");
        int head = 8 + 25;
        return joined(
                Arrays.copyOf(plain, head),
                chunk("eXIf", exif(orientation, ByteOrder.BIG_ENDIAN)),
                chunk("tEXt", bytes("Comment\0" + SECRET)),
                chunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0" + SECRET)),
                chunk("tIME", new byte[7]),
                chunk("prVt", bytes(SECRET)),
                chunk("pHYs", new byte[9]),
                Arrays.copyOfRange(plain, head, plain.length),
                bytes("and " + SECRET));
    }

    /** Its pixels are none: Java reads no WebP. */
    public static byte[] webp(int orientation) {
        byte[] parts = joined(
                part("VP8X", 0x2c, 0, 0, 0, 9, 0, 0, 9, 0, 0),
                part("ICCP", bytes("a profile of colours")),
                part("VP8L", bytes("odd pixels")),
                part("EXIF", exif(orientation, ByteOrder.LITTLE_ENDIAN)),
                part("XMP ", bytes("<x:xmpmeta>" + SECRET)),
                part("SEAL", bytes(SECRET)));
        return joined(bytes("RIFF"), little(4 + parts.length), bytes("WEBP"), parts, bytes("and " + SECRET));
    }

    /** Three items: pixels, Exif in the file, and XMP in the box of data. */
    public static byte[] avif() {
        byte[] exif = joined(new byte[4], exif(1, ByteOrder.BIG_ENDIAN));
        byte[] pixels = bytes("pixels");
        byte[] xmp = bytes("<x:xmpmeta>" + SECRET);
        byte[] type = box("ftyp", bytes("avif\0\0\0\0avifmif1"));
        int length = meta(0, pixels.length, exif.length, xmp).length;
        byte[] meta = meta(type.length + length + 8, pixels.length, exif.length, xmp);
        return joined(type, meta, box("mdat", joined(pixels, exif)));
    }

    /** Two pictures that go round, with a comment, XMP, an extension of a program, and something behind the end. */
    static byte[] gif() {
        byte[] head = bytes("GIF89a\2\0\2\0\u0080\0\0" + "\0\0\0\u00ff\0\0");
        byte[] picture = bytes("!\u00f9\4\1\n\0\1\0" + ",\0\0\0\0\2\0\2\0\0" + "\2\2\u0084\121\0");
        byte[] xmp = bytes("!\u00ff\13XMP DataXMP" + "\37<x:xmpmeta>" + SECRET + "</x:xmpmeta>" + "\0");
        return joined(
                head,
                bytes("!\u00ff\13NETSCAPE2.0\3\1\0\0\0"),
                bytes("!\u00fe\b" + SECRET + "\0"),
                xmp,
                bytes("!\u00ff\13MGK8BIM0000\b" + SECRET + "\0"),
                picture,
                bytes("!\u00fe\b" + SECRET + "\0"),
                picture,
                bytes(";" + SECRET));
    }

    private static byte[] meta(int data, int pixels, int exif, byte[] xmp) {
        byte[] infos =
                box("iinf", joined(new byte[] {0, 0, 0, 0, 0, 3}, info(1, "av01"), info(2, "Exif"), info(3, "mime")));
        byte[] places = box(
                "iloc",
                joined(
                        new byte[] {1, 0, 0, 0, 0x44, 0, 0, 3},
                        place(1, 0, data, pixels),
                        place(2, 0, data + pixels, exif),
                        place(3, 1, 0, xmp.length)));
        return box("meta", joined(new byte[4], infos, places, box("idat", xmp)));
    }

    private static byte[] info(int id, String type) {
        return box("infe", joined(new byte[] {2, 0, 0, 0, 0, (byte) id, 0, 0}, bytes(type), new byte[1]));
    }

    private static byte[] place(int id, int method, int from, int length) {
        return ByteBuffer.allocate(16)
                .putShort((short) id)
                .putShort((short) method)
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(from)
                .putInt(length)
                .array();
    }

    /** The orientation after another entry, a place, and more behind. */
    static byte[] exif(int orientation, ByteOrder order) {
        return joined(
                ByteBuffer.allocate(8 + 2 + 3 * 12 + 4)
                        .order(order)
                        .put(bytes(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                        .putShort((short) 42)
                        .putInt(8)
                        .putShort((short) 3)
                        .putShort((short) 0x010f)
                        .putShort((short) 2)
                        .putInt(8)
                        .putInt(50)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .putShort((short) 0x8825)
                        .putShort((short) 4)
                        .putInt(1)
                        .putInt(50)
                        .putInt(0)
                        .array(),
                bytes(SECRET));
    }

    static byte[] encoded(String format) {
        BufferedImage image = new BufferedImage(37, 23, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 37 * 23; i++) {
            image.setRGB(i % 37, i / 37, i * 7919);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    static int[] pixels(byte[] image) {
        try {
            BufferedImage read = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(image)));
            return read.getRGB(0, 0, read.getWidth(), read.getHeight(), null, 0, read.getWidth());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static byte[] segment(int marker, byte[] said) {
        int length = said.length + 2;
        return joined(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, said);
    }

    static byte[] chunk(String type, byte[] said) {
        CRC32 sum = new CRC32();
        sum.update(bytes(type));
        sum.update(said);
        return joined(big(said.length), bytes(type), said, big((int) sum.getValue()));
    }

    private static byte[] box(String type, byte[] said) {
        return joined(big(said.length + 8), bytes(type), said);
    }

    private static byte[] part(String type, int... said) {
        byte[] bytes = new byte[said.length];
        for (int i = 0; i < said.length; i++) {
            bytes[i] = (byte) said[i];
        }
        return part(type, bytes);
    }

    private static byte[] part(String type, byte[] said) {
        return joined(bytes(type), little(said.length), said, new byte[said.length & 1]);
    }

    private static byte[] big(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] little(int number) {
        return big(Integer.reverseBytes(number));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
