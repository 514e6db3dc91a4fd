package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.frame.DeflatedFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeflatedFrameTest {
    @TestFactory
    @DisplayName(
            "R9 every golden frame is read as the text it stands for, or not at all; what is written is read again")
    Stream<DynamicTest> golden() {
        return Golden.files("deflated").entrySet().stream()
                .map(file -> dynamicTest(file.getKey(), () -> {
                    JsonNode golden = ByValue.tree(file.getValue());
                    byte[] frame =
                            Base64.getDecoder().decode(golden.get("frame").asText());
                    if (golden.get("text").isNull()) {
                        assertThrows(DataFormatException.class, () -> DeflatedFrame.text(frame));
                        return;
                    }
                    String text = golden.get("text").asText();
                    assertEquals(text, new String(DeflatedFrame.text(frame), StandardCharsets.UTF_8));
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    assertArrayEquals(utf8, DeflatedFrame.text(DeflatedFrame.of(utf8)));
                }));
    }

    @Test
    @DisplayName("R9 texts of any length and of any bytes are read again as they were")
    void any() throws DataFormatException {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 100, 1_023, 5_000, 300_000, 3 << 20}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertArrayEquals(noise, DeflatedFrame.text(DeflatedFrame.of(noise)));
            byte[] dense = new byte[length];
            assertArrayEquals(dense, DeflatedFrame.text(DeflatedFrame.of(dense)));
        }
    }

    @Test
    @DisplayName("R9 a frame of more than 32 MiB of text is given up, however small it is")
    void bomb() throws IOException, DataFormatException {
        byte[] most = zeroes(DeflatedFrame.MOST_TEXT);
        assertTrue(most.length < 100_000);
        assertEquals(DeflatedFrame.MOST_TEXT, DeflatedFrame.text(most).length);
        byte[] bomb = zeroes(DeflatedFrame.MOST_TEXT + 1);
        assertThrows(DataFormatException.class, () -> DeflatedFrame.text(bomb));
        byte[] large = zeroes(1 << 30);
        assertThrows(DataFormatException.class, () -> DeflatedFrame.text(large));
    }

    @Test
    @DisplayName("R9 the frame ends where its text does: what stands behind is an error")
    void behind() {
        byte[] frame = DeflatedFrame.of("{}".getBytes(StandardCharsets.US_ASCII));
        assertThrows(DataFormatException.class, () -> DeflatedFrame.text(Arrays.copyOf(frame, frame.length + 1)));
        assertThrows(DataFormatException.class, () -> DeflatedFrame.text(new byte[0]));
    }

    private static byte[] zeroes(long length) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            byte[] some = new byte[1 << 16];
            for (long written = 0; written < length; written += some.length) {
                deflating.write(some, 0, (int) Math.min(some.length, length - written));
            }
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
