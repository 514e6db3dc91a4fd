package dev.easel.server.metadata;

import static dev.easel.server.metadata.Photos.SECRET;
import static dev.easel.server.metadata.Photos.bytes;
import static dev.easel.server.metadata.Photos.joined;
import static dev.easel.server.metadata.Photos.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ImageMetadataTest {
    /** A directory of one entry: orientation 6. */
    private static final byte[] TURNED =
            HexFormat.of().parseHex("4d4d002a" + "00000008" + "0001" + "0112000300000001" + "00060000" + "00000000");

    private static final List<byte[]> PHOTOS = List.of(
            Photos.jpeg(6), Photos.jpeg(1), Photos.png(6), Photos.webp(6), Photos.webp(1), Photos.gif(), Photos.avif());

    @Test
    @DisplayName("nothing that a photo tells beside what it shows is left, and again there is nothing to take away")
    void nothing_left() {
        for (byte[] photo : PHOTOS) {
            assertTrue(text(photo).contains(SECRET));

            byte[] stripped = ImageMetadata.stripped(photo);

            assertFalse(text(stripped).contains(SECRET), text(stripped));
            assertFalse(text(stripped).contains("xmpmeta"));
            assertSame(stripped, ImageMetadata.stripped(stripped));
        }
    }

    @Test
    @DisplayName("a JPEG keeps its pixels, its profile of colours and its orientation")
    void jpeg() {
        byte[] plain = Photos.encoded("jpg");

        byte[] stripped = ImageMetadata.stripped(Photos.jpeg(6));

        assertArrayEquals(Photos.pixels(plain), Photos.pixels(stripped));
        assertTrue(text(stripped).contains("ICC_PROFILE\0\1\1a profile of colours"));
        assertTrue(text(stripped).contains("Exif\0\0" + text(TURNED)));
        assertFalse(text(ImageMetadata.stripped(Photos.jpeg(1))).contains("Exif"), "upright needs no word");
        assertSame(plain, ImageMetadata.stripped(plain));
    }

    @Test
    @DisplayName("a JPEG keeps how its colours are coded and its density, without the small preview behind it")
    void jpeg_colours() {
        byte[] plain = Photos.encoded("jpg");
        byte[] density = Photos.segment(0xe0, bytes("JFIF\0\1\2\1\0H\0H\1\1" + "rgb"));
        byte[] extension = Photos.segment(0xe0, bytes("JFXX\0" + SECRET));
        byte[] coding = Photos.segment(0xee, bytes("Adobe\0d\0\0\0\0\1" + SECRET));

        String stripped = text(ImageMetadata.stripped(joined(
                Arrays.copyOf(plain, 2), density, extension, coding, Arrays.copyOfRange(plain, 2, plain.length))));

        assertTrue(stripped.contains("JFIF\0\1\2\1\0H\0H\0\0\u00ff"));
        assertTrue(stripped.contains("\u00ff\u00ee\0\u000eAdobe\0d\0\0\0\0\1\u00ff"));
        assertFalse(stripped.contains(SECRET));
    }

    @Test
    @DisplayName("a PNG keeps its pixels, its density and its orientation")
    void png() {
        byte[] plain = Photos.encoded("png");

        byte[] stripped = ImageMetadata.stripped(Photos.png(6));

        assertArrayEquals(Photos.pixels(plain), Photos.pixels(stripped));
        assertTrue(text(stripped).contains("pHYs"));
        assertTrue(text(stripped).contains(text(Photos.chunk("eXIf", TURNED))));
        assertFalse(text(ImageMetadata.stripped(Photos.png(1))).contains("eXIf"));
        assertSame(plain, ImageMetadata.stripped(plain));
    }

    @Test
    @DisplayName("a WebP keeps its pixels, its profile and its orientation, and its head tells the truth")
    void webp() {
        byte[] stripped = ImageMetadata.stripped(Photos.webp(6));
        String text = text(stripped);

        assertTrue(text.contains("VP8L\n\0\0\0odd pixels"));
        assertTrue(text.contains("a profile of colours"));
        assertTrue(text.endsWith("EXIF\u001a\0\0\0" + text(TURNED)));
        assertEquals(stripped.length - 8, stripped[4] & 0xff | (stripped[5] & 0xff) << 8);
        assertEquals(0x28, stripped[20], "a profile and Exif, no XMP");
        byte[] upright = ImageMetadata.stripped(Photos.webp(1));
        assertEquals(0x20, upright[20]);
        assertEquals(upright.length - 8, upright[4] & 0xff | (upright[5] & 0xff) << 8);
    }

    @Test
    @DisplayName("an AVIF keeps the place of everything in it, and its Exif has no entry")
    void avif() {
        byte[] photo = Photos.avif();

        byte[] stripped = ImageMetadata.stripped(photo);

        assertEquals(photo.length, stripped.length);
        assertTrue(text(stripped).contains("pixels\0\0\0\0MM\0*\0\0\0\10\0\0\0\0"));
        assertFalse(text(photo).equals(text(stripped)));
    }

    @Test
    @DisplayName("a GIF keeps its pixels, its colours and how often it goes round")
    void gif() {
        byte[] plain = Photos.encoded("gif");
        int end = plain.length - 1;
        byte[] comment = bytes("!\u00fe\b" + SECRET + "\0");

        byte[] stripped = ImageMetadata.stripped(
                joined(Arrays.copyOf(plain, end), comment, Arrays.copyOfRange(plain, end, plain.length), comment));

        assertArrayEquals(plain, stripped);
        assertArrayEquals(Photos.pixels(plain), Photos.pixels(stripped));
        assertSame(plain, ImageMetadata.stripped(plain));
        String moving = text(ImageMetadata.stripped(Photos.gif()));
        assertTrue(moving.contains("!\u00ff\13NETSCAPE2.0\3\1\0\0\0!\u00f9\4\1\n\0\1\0,"));
        assertTrue(moving.endsWith("\u0084\121\0;"));
        byte[] profiled = bytes("GIF89a\1\0\1\0\0\0\0!\u00ff\13ICCRGBG1012\2ab\0;");
        assertSame(profiled, ImageMetadata.stripped(profiled));
    }

    @Test
    @DisplayName("what is no picture of these kinds passes as it is, whatever it is")
    void others() {
        for (String other : List.of("", "\u00ff\u00d8", "GIF88a" + SECRET, "<svg>" + SECRET + "</svg>", "RIFF", "x")) {
            byte[] image = bytes(other);
            assertSame(image, ImageMetadata.stripped(image));
        }
    }

    @Test
    @DisplayName("the orientation is read in both orders of bytes, and one that does not hold is none")
    void orientation() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int told : new int[] {1, 2, 3, 4, 5, 6, 7, 8}) {
                byte[] exif = Photos.exif(told, order);
                assertEquals(told, Exif.orientation(new ImageBytes(exif), 0, exif.length));
            }
            for (int told : new int[] {0, 9, -1}) {
                byte[] exif = Photos.exif(told, order);
                assertEquals(1, Exif.orientation(new ImageBytes(exif), 0, exif.length));
            }
        }
    }

    @Test
    @DisplayName("a picture that is cut off keeps what there is of it, and tells nothing")
    void cut_off() {
        for (byte[] photo : PHOTOS.subList(0, 6)) {
            for (int length = 0; length < photo.length; length++) {
                byte[] cut = ImageMetadata.stripped(Arrays.copyOf(photo, length));
                assertFalse(text(cut).contains(SECRET) && cut.length > 16, "cut off at " + length);
                assertSame(cut, ImageMetadata.stripped(cut));
            }
        }
        byte[] plain = Photos.encoded("jpg");
        byte[] half = Arrays.copyOf(plain, plain.length - 40);
        assertSame(half, ImageMetadata.stripped(half));
    }

    @Test
    @DisplayName(
            "whatever is done to the bytes, a picture never fails, grows by no more than an orientation, and settles")
    void damaged() {
        Random random = new Random(16);
        for (int turn = 0; turn < 60_000; turn++) {
            byte[] photo = PHOTOS.get(random.nextInt(PHOTOS.size())).clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                int at = random.nextInt(photo.length);
                photo[at] = random.nextInt(3) == 0 ? (byte) -random.nextInt(2) : (byte) random.nextInt(256);
                if (random.nextInt(6) == 0) {
                    photo = joined(Arrays.copyOf(photo, at), Arrays.copyOfRange(photo, random.nextInt(at + 1), at));
                    photo = photo.length < 32 ? PHOTOS.getFirst().clone() : photo;
                }
            }
            byte[] stripped = ImageMetadata.stripped(photo);
            assertTrue(stripped.length <= photo.length + 64);
            assertSame(
                    stripped, ImageMetadata.stripped(stripped), HexFormat.of().formatHex(photo));
        }
    }

    @Test
    @DisplayName("a large picture made of the smallest parts takes a time in proportion to its bytes")
    void hostile() {
        int size = 8 << 20;
        for (byte[] part : List.of(
                new byte[] {(byte) 0xff, (byte) 0xd0},
                new byte[] {(byte) 0xff, (byte) 0xe1, 0, 2},
                new byte[] {(byte) 0xff, (byte) 0xda, 0, 2},
                new byte[] {(byte) 0xff, (byte) 0xff},
                new byte[8],
                bytes("!\0\1\1"),
                bytes("!\u00fe\0"),
                new byte[] {0, 0, 0, 8, 'm', 'e', 't', 'a'},
                new byte[] {0, 0, 0, 8, 'i', 'n', 'f', 'e'})) {
            for (String head : List.of(
                    "GIF89a\0\0\0\0\0\0\0",
                    "\u00ff\u00d8\u00ff\u00d0",
                    PngChunks.SIGNATURE,
                    "RIFF\u00ff\u00ff\u00ff\0WEBP")) {
                byte[] image = repeated(bytes(head), part, size);
                assertTrue(ImageMetadata.stripped(image).length <= size + 64);
            }
        }
    }

    @Test
    @DisplayName("an AVIF whose items lie over each other, or have countless places without a length, ends at once")
    void hostile_avif() {
        byte[] type = HexFormat.of().parseHex("00000010" + "66747970" + "6176696600000000");
        String infos = "00000023" + "69696e66" + "00000000" + "0001" + "00000015" + "696e6665" + "02000000" + "0001"
                + "0000" + "45786966" + "00";
        for (String sizes : List.of("0000", "4400")) {
            byte[] places = repeated(
                    joined(bytes("iloc\0\0\0\0"), HexFormat.of().parseHex(sizes + "ffff")),
                    HexFormat.of().parseHex("0001" + "0000" + "ffff" + "00000000" + "00ffffff"),
                    4 << 20);
            byte[] boxes = joined(new byte[4], HexFormat.of().parseHex(infos), length(places), places);
            byte[] image = joined(type, length(joined(bytes("meta"), boxes)), bytes("meta"), boxes);

            assertEquals(image.length, ImageMetadata.stripped(image).length);
        }
    }

    private static byte[] length(byte[] rest) {
        int length = rest.length + 4;
        return new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    private static byte[] repeated(byte[] head, byte[] part, int size) {
        byte[] all = Arrays.copyOf(head, size);
        for (int at = head.length; at < size; at += part.length) {
            System.arraycopy(part, 0, all, at, Math.min(part.length, size - at));
        }
        return all;
    }
}
