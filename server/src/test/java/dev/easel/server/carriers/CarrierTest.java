package dev.easel.server.carriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.InvalidDrawing;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierTest {
    private static final int MOST = 1 << 20;
    private static final String DRAWING = "{\"type\":\"excalidraw\",\"elements\":[{\"text\":\"Grüße 世界\"}]}";

    @Test
    @DisplayName("a text is read in any encoding of Unicode that its first bytes tell")
    void marks() {
        assertEquals(DRAWING, read(DRAWING.getBytes(StandardCharsets.UTF_8)));
        assertEquals(DRAWING, read(("\uFEFF" + DRAWING).getBytes(StandardCharsets.UTF_8)));
        assertEquals(DRAWING, read(("\uFEFF" + DRAWING).getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(DRAWING, read(("\uFEFF" + DRAWING).getBytes(StandardCharsets.UTF_16BE)));
        assertEquals(DRAWING, read(("\uFEFF" + DRAWING).getBytes(StandardCharsets.UTF_32LE)));
        assertEquals(DRAWING, read(("\uFEFF" + DRAWING).getBytes(StandardCharsets.UTF_32BE)));
    }

    @Test
    @DisplayName("a text that does not tell its encoding is read by its zeros, or as old Windows programs wrote it")
    void unmarked() {
        for (Charset wide : List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_32LE,
                StandardCharsets.UTF_32BE)) {
            assertEquals(DRAWING, read(DRAWING.getBytes(wide)), wide::name);
        }
        String german = "{\"elements\":[{\"text\":\"Grüße – „so“\"}]}";
        assertEquals(german, read(german.getBytes(Charset.forName("windows-1252"))));
        byte[] damaged = DRAWING.getBytes(StandardCharsets.UTF_8);
        damaged[DRAWING.indexOf("世") + 2] = 'x'; // ü and ß have two bytes each
        assertTrue(read(damaged).contains("Grüße x\uFFFD"), () -> read(damaged));
    }

    @Test
    @DisplayName("a text that is larger in UTF-8 than may be read is not read, whether it is damaged or of old")
    void larger_in_utf8() {
        byte[] old = new byte[MOST / 2];
        Arrays.fill(old, (byte) 0x80); // €
        byte[] damaged = old.clone();
        System.arraycopy("ü".getBytes(StandardCharsets.UTF_8), 0, damaged, 7, 2);
        byte[] wide = "\uFEFF世".concat("世".repeat(MOST / 3)).getBytes(StandardCharsets.UTF_16LE);
        for (byte[] file : List.of(old, damaged, wide)) {
            InvalidDrawing failure = assertThrows(InvalidDrawing.class, () -> read(file));
            assertEquals("the text of this file is over " + MOST + " bytes", failure.getMessage());
        }
    }

    @Test
    @DisplayName("what is no part of a text stands before and behind it: marks, spaces of all kinds, zeros")
    void ends() {
        for (String text :
                List.of("\uFEFF\uFEFF" + DRAWING, "\u00A0\n " + DRAWING + "\n\n", DRAWING + "\0\0\0", "\0" + DRAWING)) {
            assertEquals(DRAWING, read(text.getBytes(StandardCharsets.UTF_8)), text);
        }
    }

    @Test
    @DisplayName("a PNG picture gives the scene that it carries, packed as now or plain as of old")
    void png() throws IOException {
        String packed = encoded(deflated(DRAWING), true);
        assertEquals(DRAWING, read(png("application/vnd.excalidraw+json\0" + packed)));
        String unpacked = encoded(DRAWING.getBytes(StandardCharsets.UTF_8), false);
        assertEquals(DRAWING, read(png("application/vnd.excalidraw+json\0" + unpacked)));
        assertTrue(
                read(png("application/vnd.excalidraw+json\0{\"elements\":[]}")).contains("elements"));
    }

    @Test
    @DisplayName("a PNG picture that another program has made smaller keeps its scene")
    void recompressed_png() throws IOException {
        String packed = encoded(deflated(DRAWING), true);
        String keyword = "application/vnd.excalidraw+json\0";
        byte[] zipped = deflated(packed.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(DRAWING, read(png("zTXt", keyword + "\0" + latin(zipped))));
        byte[] utf8 = packed.getBytes(StandardCharsets.UTF_8);
        assertEquals(DRAWING, read(png("iTXt", keyword + "\0\0en\0\0" + latin(utf8))));
        assertEquals(DRAWING, read(png("iTXt", keyword + "\1\0\0word\0" + latin(deflated(utf8)))));
        assertThrows(InvalidDrawing.class, () -> read(png("iTXt", keyword + "\0\0no end")));
        assertThrows(InvalidDrawing.class, () -> read(png("zTXt", keyword + "\0no zlib")));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("an SVG picture gives the scene that it carries")
    void svg() throws IOException {
        byte[] packed = encoded(deflated(DRAWING), true).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(DRAWING, read(svg("2", packed)));
        assertEquals(DRAWING, read(svg("", DRAWING.getBytes(StandardCharsets.UTF_8))));
        assertEquals(DRAWING, read(svg("1", DRAWING.getBytes(StandardCharsets.UTF_8))));
        String tidy = latin(svg("2", packed)).replace("<!-- ", "<!--").replace(" -->", "\n-->");
        assertEquals(DRAWING, read(("<!--" + "x".repeat(9_000) + "-->" + tidy).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("a note gives the drawing in its block of code, packed or plain")
    void markdown() throws IOException {
        byte[] note;
        try (InputStream in = CarrierTest.class.getResourceAsStream("note.excalidraw.md")) {
            note = in.readAllBytes();
        }
        assertEquals(
                "Grüße, 世界 😀",
                new JsonObject(read(note))
                        .getJsonArray("elements")
                        .getJsonObject(1)
                        .getString("text"));

        String answer = "Here is your diagram:\n\n```json\n" + DRAWING + "\n```\nHave fun!";
        assertEquals(DRAWING, read(answer.getBytes(StandardCharsets.UTF_8)).strip());
        String settings = "```json\n{\"a\":1}\n```\n\n```json\n[{}]\n```";
        assertEquals("[{}]", read(settings.getBytes(StandardCharsets.UTF_8)).strip());
    }

    @Test
    @DisplayName("a fence in a text does not end the block, and a damaged block before the drawing does not hide it")
    void blocks() {
        String fenced = "{\"elements\":[{\"text\":\"```js\\nx\\n```\"}]}";
        String note = "```compressed-json\nN4Ig!!!\n```\n\n```json\n" + fenced + "\n```\n\n```json\n{}\n```\n";
        assertEquals(fenced, read(note.getBytes(StandardCharsets.UTF_8)).strip());
        String windows = note.replace("\n", "\r\n");
        assertEquals(fenced, read(windows.getBytes(StandardCharsets.UTF_8)).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\nsome code\n```\n```excalidraw\n@\n```\nThat is it.",
                "A fence that is left open:\n```\n\n```JSON\n@\n```",
                "1. In a list:\n   ```\n   @\n   ```\n\n```bash\n[ -f elements ]\n```",
                "~~~json\n@\n~~~",
                "Here is your drawing: @ Have fun!",
                "// made by a program\n@",
                "<!-- a note -->\n\n```json\n@\n```",
                "<details>\n<summary>An icon: <svg/></summary>\n\n```\n@\n```\n</details>",
                "<answer>@</answer>",
                "[A link](x) to it:\n\n```json\n@\n```",
                "\"Quoted\" words:\n```\n@\n```"
            })
    @DisplayName("a drawing is found in a text, whatever its block of code is marked with, and without one")
    void answers(String text) {
        String read = read(text.replace("@", DRAWING).getBytes(StandardCharsets.UTF_8));
        assertEquals(DRAWING, read.strip().replaceFirst("^//.*\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"```@!", "@!", "```@json@!", "```a@\n```"})
    @DisplayName("blocks are found in time that is linear in the length of the note, whatever spaces are in it")
    void many_spaces(String note) {
        byte[] text = note.replace("@", " ".repeat(4_000_000)).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(InvalidDrawing.class, () -> read(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no drawing at all",
                "a { is a brace, } too",
                "",
                "```compressed-json\nN4Ig!!!\n```",
                "```compressed-json\nN4IgLgng\n```",
                "```json\n{\"a\":1}\n```",
                "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
                "\u0089PNG\r\n\u001a\n",
                "\u0089PNG\r\n\u001a\n\u007f\u00ff\u00ff\u00fftEXt"
            })
    @DisplayName("a file without a drawing is told to be one")
    void no_drawing(String text) {
        assertThrows(InvalidDrawing.class, () -> read(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    @DisplayName("of a picture and of a note it is told which of both has no drawing")
    void none_of_its_kind() {
        for (String text : List.of("<svg xmlns='http://www.w3.org/2000/svg'></svg>", "<html>{a}<svg></svg></html>")) {
            assertEquals("this picture carries no drawing", none(text));
        }
        assertEquals("there is no drawing in this file", none("<!-- a note -->\nwithout one"));
    }

    private static String none(String text) {
        return assertThrows(InvalidDrawing.class, () -> read(text.getBytes(StandardCharsets.UTF_8)))
                .getMessage();
    }

    @Test
    @DisplayName("what unpacks to more than may be read is not unpacked, and what is damaged is told")
    void bombs() throws IOException {
        byte[] bomb = png("application/vnd.excalidraw+json\0" + encoded(deflated("x".repeat(MOST + 1)), true));
        assertTrue(assertThrows(InvalidDrawing.class, () -> read(bomb))
                .getMessage()
                .contains("is over"));
        byte[] half = deflated(DRAWING);
        byte[] damaged = png("application/vnd.excalidraw+json\0" + encoded(Arrays.copyOf(half, half.length / 2), true));
        assertTrue(assertThrows(InvalidDrawing.class, () -> read(damaged))
                .getMessage()
                .contains("damaged"));
    }

    @Test
    @DisplayName("of a note no more is unpacked than may be read, of all of its blocks together")
    void bombs_in_notes() {
        String bomb = "```compressed-json\n" + bomb(MOST - 1_000) + "\n```\n";
        String drawing = "```json\n" + DRAWING + "\n```\n";
        assertTrue(bomb.length() < 10_000, () -> bomb.length() + " characters");
        assertEquals(
                DRAWING,
                read((drawing + bomb).getBytes(StandardCharsets.UTF_8)).strip(),
                "a block that is no drawing hides none");
        InvalidDrawing failure =
                assertThrows(InvalidDrawing.class, () -> read(bomb.repeat(500).getBytes(StandardCharsets.UTF_8)));
        assertEquals("the drawing in this note is too large", failure.getMessage());
        assertEquals(InvalidDrawing.Kind.CONTENT, failure.kind());
    }

    @Test
    @DisplayName("what is packed into very much is not unpacked: it would be in memory several times")
    void much_packed() {
        byte[] much = new byte[17 << 20];
        Arrays.fill(much, (byte) 'N');
        for (byte[] file : List.of(
                png("application/vnd.excalidraw+json\0" + latin(much)),
                svg("2", much),
                ("```compressed-json\n" + latin(much) + "\n```").getBytes(StandardCharsets.UTF_8))) {
            InvalidDrawing failure = assertThrows(InvalidDrawing.class, () -> read(file));
            assertTrue(failure.getMessage().contains("is packed into over"), failure::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt|\0", "iTXt|\1\0\0word\0"})
    @DisplayName("the same where another program has compressed what is packed")
    void much_packed_twice(String kind) throws IOException {
        String[] chunk = kind.split("\\|");
        byte[] much = new byte[17 << 20];
        Arrays.fill(much, (byte) 'N');
        byte[] file = png(chunk[0], "application/vnd.excalidraw+json\0" + chunk[1] + latin(deflated(much)));
        String told = assertThrows(InvalidDrawing.class, () -> Carrier.drawing(file, 64 << 20))
                .getMessage();
        assertTrue(told.contains("is over"), told);
    }

    /** About so many times the letter a, as lz-string packs them: each word is the one before, and a letter more. */
    private static String bomb(int length) {
        StringBuilder bits = new StringBuilder();
        code(bits, 0, 2);
        code(bits, 'a', 8);
        int width = 3;
        int room = 4;
        int words = 4;
        for (int made = 1, word = 2; made + word <= length; made += word++) {
            code(bits, words++, width);
            if (--room == 0) {
                room = 1 << width++;
            }
        }
        code(bits, 2, width);
        bits.append("0".repeat((6 - bits.length() % 6) % 6));
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        StringBuilder packed = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 6) {
            packed.append(letters.charAt(Integer.parseInt(bits.substring(i, i + 6), 2)));
        }
        return packed.toString();
    }

    /** Least significant bit first. */
    private static void code(StringBuilder bits, int value, int width) {
        for (int i = 0; i < width; i++) {
            bits.append(value >> i & 1);
        }
    }

    private static String read(byte[] file) {
        return new String(Carrier.drawing(file, MOST), StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes, boolean compressed) {
        return new JsonObject()
                .put("version", "1")
                .put("encoding", "bstring")
                .put("compressed", compressed)
                .put("encoded", new String(bytes, StandardCharsets.ISO_8859_1))
                .encode();
    }

    private static byte[] deflated(String text) throws IOException {
        return deflated(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    /** A chunk that is no text comes first; check sums are not looked at. */
    private static byte[] png(String text) {
        return png("tEXt", text);
    }

    private static byte[] png(String kind, String text) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(8 + 25 + 12 + latin.length)
                .put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.ISO_8859_1))
                .put(new byte[17])
                .putInt(latin.length)
                .put(kind.getBytes(StandardCharsets.ISO_8859_1))
                .put(latin)
                .putInt(0)
                .array();
    }

    private static byte[] svg(String version, byte[] payload) {
        return ("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>"
                        + "<!-- payload-type:application/vnd.excalidraw+json -->"
                        + (version.isEmpty() ? "" : "<!-- payload-version:" + version + " -->")
                        + "<!-- payload-start -->" + Base64.getEncoder().encodeToString(payload)
                        + "<!-- payload-end --></metadata></svg>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
