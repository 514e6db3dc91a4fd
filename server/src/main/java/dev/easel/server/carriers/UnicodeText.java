package dev.easel.server.carriers;

import dev.easel.server.excalidraw.InvalidDrawing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file in UTF-8, whatever encoding the file has: one of Unicode, told by its byte order mark or by the
 * zeros among its first bytes; or that of old Windows programs. Stateless.
 */
public final class UnicodeText {
    private static final Charset OLD_WINDOWS = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\uFFFD';

    /** Characters that are decoded at a time. */
    private static final int PIECE = 8 << 10;

    /** The longer ones come first: a mark may begin like another one. */
    private static final List<Mark> MARKS = List.of(
            new Mark(StandardCharsets.UTF_32BE, 0, 0, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_32LE, 0xFF, 0xFE, 0, 0),
            new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE));

    private UnicodeText() {}

    /**
     * The text without what is no part of it at its ends: marks, spaces and zeros. Bytes that are none of its encoding
     * become U+FFFD. Memory is taken for the file and its text, in pieces, but not for all forms between them.
     *
     * @param most bytes of the text where the file has another encoding, or is damaged: it may have three times the
     *     bytes of the file
     * @throws InvalidDrawing it has more
     */
    public static byte[] utf8(byte[] file, int most) {
        byte[] text = recoded(file, most);
        int from = 0;
        for (int step = blank(text, 0); step > 0; step = blank(text, from)) {
            from += step;
        }
        int to = text.length;
        while (to > from && text[to - 1] >= 0 && text[to - 1] <= ' ') {
            to--;
        }
        return from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
    }

    /** How many bytes at this place are a space, a zero, or a mark. */
    private static int blank(byte[] text, int at) {
        if (at >= text.length) {
            return 0;
        }
        if (text[at] >= 0 && text[at] <= ' ') {
            return 1;
        }
        if (has(text, at, 0xC2, 0xA0)) {
            return 2; // a space that does not break
        }
        return has(text, at, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }

    private static byte[] recoded(byte[] file, int most) {
        for (Mark mark : MARKS) {
            if (has(file, 0, mark.bytes())) {
                return recoded(file, mark.bytes().length, mark.charset(), most);
            }
        }
        Charset wide = wide(file);
        if (wide != null) {
            return recoded(file, 0, wide, most);
        }
        if (isUtf8(file)) {
            return file;
        }
        return recoded(file, 0, isDamaged(file) ? StandardCharsets.UTF_8 : OLD_WINDOWS, most);
    }

    private static byte[] recoded(byte[] file, int from, Charset charset, int most) {
        Utf8 out = new Utf8(Math.min(most, file.length), most);
        try (Reader in = reader(file, from, charset);
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            in.transferTo(writer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    private static Reader reader(byte[] file, int from, Charset charset) {
        return new InputStreamReader(new ByteArrayInputStream(file, from, file.length - from), charset);
    }

    /** A file of UTF-8 that is cut off, or damaged, has other characters that are whole. */
    private static boolean isDamaged(byte[] file) {
        char[] piece = new char[PIECE];
        try (Reader in = reader(file, 0, StandardCharsets.UTF_8)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (CharBuffer.wrap(piece, 0, count).chars().anyMatch(c -> c > 127 && c != REPLACEMENT)) {
                    return true;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return false;
    }

    /** A drawing begins with ASCII characters, which shows where the zeros of wider ones are. */
    private static @Nullable Charset wide(byte[] file) {
        StringBuilder zeros = new StringBuilder();
        for (int i = 0; i < 4 && file.length >= 4; i++) {
            zeros.append(file[i] == 0 ? '0' : 'x');
        }
        return switch (zeros.toString()) {
            case "000x" -> StandardCharsets.UTF_32BE;
            case "x000" -> StandardCharsets.UTF_32LE;
            case "0x0x" -> StandardCharsets.UTF_16BE;
            case "x0x0" -> StandardCharsets.UTF_16LE;
            default -> null;
        };
    }

    private static boolean isUtf8(byte[] file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(file);
        CharBuffer out = CharBuffer.allocate(PIECE);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    private static boolean has(byte[] file, int at, int... bytes) {
        if (file.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((file[at + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private record Mark(Charset charset, int... bytes) {}

    /** What is written so far, of no more bytes than there may be. */
    private static final class Utf8 extends ByteArrayOutputStream {
        private final int most;

        Utf8(int likely, int most) {
            super(likely);
            this.most = most;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (length > most - count) {
                throw InvalidDrawing.content("the text of this file is over " + most + " bytes");
            }
            super.write(bytes, from, length);
        }
    }
}
