package dev.easel.server.carriers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * How Excalidraw writes a scene into a picture: {@code {encoding: "bstring", compressed, encoded}}, where each
 * character of {@code encoded} is a byte. Older pictures have the scene itself.
 */
final class EncodedScene {
    /**
     * Bytes of a drawing as it is packed in its file. While it is unpacked it is several times in memory, in forms of
     * which some take many times its bytes.
     */
    private static final int MOST_PACKED = 16 << 20;

    private EncodedScene() {}

    /** @throws InvalidDrawing so many bytes are not unpacked */
    static void checkPacked(int bytes) {
        if (bytes > MOST_PACKED) {
            throw InvalidDrawing.content("the drawing in this file is packed into over " + MOST_PACKED + " bytes");
        }
    }

    static byte[] read(byte[] text, int most) {
        String encoded = null;
        boolean isCompressed = false;
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw damaged();
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                JsonToken token = in.nextToken();
                if (field.equals("encoded") && token == JsonToken.VALUE_STRING) {
                    encoded = in.getText();
                } else if (field.equals("compressed")) {
                    isCompressed = token == JsonToken.VALUE_TRUE;
                } else {
                    in.skipChildren();
                }
            }
        } catch (IOException _) {
            throw damaged();
        }
        if (encoded == null) {
            return text;
        }
        byte[] bytes = encoded.getBytes(StandardCharsets.ISO_8859_1);
        return isCompressed ? inflated(bytes, most) : bytes;
    }

    /** What is packed itself, and was compressed once more. */
    static byte[] inflatedPacked(byte[] bytes, int most) {
        return inflated(bytes, Math.min(most, MOST_PACKED));
    }

    /** The bytes that were compressed by zlib. */
    private static byte[] inflated(byte[] bytes, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(most, bytes.length * 4));
        byte[] piece = new byte[64 << 10];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes);
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && !inflater.finished()) {
                    throw damaged();
                }
                if (out.size() + count > most) {
                    throw InvalidDrawing.content("the drawing in this picture is over " + most + " bytes");
                }
                out.write(piece, 0, count);
            }
        } catch (DataFormatException _) {
            throw damaged();
        }
        return out.toByteArray();
    }

    static InvalidDrawing damaged() {
        return InvalidDrawing.unreadable("the drawing in this picture is damaged: it cannot be unpacked");
    }
}
