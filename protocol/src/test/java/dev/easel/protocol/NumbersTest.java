package dev.easel.protocol;

import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.json;
import static dev.easel.protocol.Texts.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonNumbers;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Numbers on their way in. The table in {@code golden/numbers} is what Node.js writes. */
class NumbersTest {
    @Test
    @DisplayName("L5 a number comes out as JavaScript writes it, and counts as PostgreSQL writes it (L2)")
    void table() {
        JsonNode rows = ByValue.tree(Golden.files("numbers").get("canonical"));
        assertTrue(rows.size() > 300);
        for (JsonNode row : rows) {
            String text = row.get(0).asText();
            Json number = json(text);
            assertEquals(row.get(1).asText(), number.toString(), text);
            assertEquals(row.get(2).asLong(), number.storedLength(), text);
        }
    }

    @Test
    @DisplayName("L5 an event has the numbers of its edit in canonical form")
    void edit() {
        JsonNode golden = ByValue.tree(Golden.files("numbers").get("edit"));
        Message message =
                assertInstanceOf(Message.class, decode(golden.get("frame").asText()));
        Json changes = EventCodec.changes(((Edit) message.message()).changes());
        assertEquals(golden.get("changes").asText(), changes.toString());
        assertEquals(((Edit) message.message()).changes(), StoredChanges.read(changes.toString()));
    }

    @Test
    @DisplayName("L5 each double has one text, whatever it was written like, and is the same double again")
    void doubles() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            double value = any(random, i);
            if (!Double.isFinite(value)) {
                continue;
            }
            String text = json(Double.toString(value)).toString();
            assertEquals(value + 0.0, Double.parseDouble(text) + 0.0, text);
            assertEquals(text, json(text).toString());
            assertEquals(text, json(new BigDecimal(value).toString()).toString());
            BigDecimal decimal = new BigDecimal(text);
            String stored = decimal.scale() < 0 ? decimal.setScale(0).toString() : decimal.toPlainString();
            assertEquals(stored.length(), json(text).storedLength(), text);
        }
    }

    private static double any(Random random, int i) {
        return switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Double.longBitsToDouble(random.nextLong() >>> 12 + i % 52);
            case 2 -> random.nextLong() / 100.0;
            default -> Math.round(random.nextGaussian() * 1e6) / 1e3;
        };
    }

    @Test
    @DisplayName("A text that is taken for canonical by its form is")
    void form() {
        Random random = new Random(19);
        String symbols = "000011239.-";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(24); n > 0; n--) {
                text.append(symbols.charAt(random.nextInt(symbols.length())));
            }
            String number = text.toString();
            if (isKnown(number)) {
                String twice = json(Double.toString(Double.parseDouble(number))).toString();
                assertEquals(twice, number);
            }
        }
    }

    private static boolean isKnown(String text) {
        char[] number = text.toCharArray();
        return text.matches("-?(0|[1-9][0-9]*)") && JsonNumbers.isCanonicalInteger(number, 0, number.length)
                || text.matches("-?(0|[1-9][0-9]*)\\.[0-9]+")
                        && JsonNumbers.isCanonicalDecimal(number, 0, number.length);
    }

    @Test
    @DisplayName("L5 a number may be written in any number of characters")
    void longNumbers() {
        assertEquals("0", json("0." + "0".repeat(1_000_000)).toString());
        assertEquals(
                "1e-300",
                json("0." + "0".repeat(299) + "1" + "0".repeat(500_000)).toString());
        assertEquals("3.333333333333333e+99", json("3".repeat(100)).toString());
        assertEquals("0", json("0e-999999999").toString());
        assertEquals("0", json("0e" + "9".repeat(100_000)).toString());
        assertEquals("1", json("1" + "0".repeat(300) + "e-300").toString());
    }

    @Test
    @DisplayName("L5 a number that no double holds is refused, however it is written")
    void refused() {
        for (String number : new String[] {
            "1e400",
            "-1e309",
            "1" + "0".repeat(400_000),
            "1e-400",
            "1e-999999999",
            "1e999999999999",
            "0." + "0".repeat(1_000_000) + "1",
            "-0.1e-" + "9".repeat(100_000)
        }) {
            InvalidContent refused = assertThrows(InvalidContent.class, () -> json(number));
            assertTrue(refused.getMessage().length() < 120);
        }
    }

    @Test
    @DisplayName("L2 the length in the database follows a value through objects, arrays, strings and literals")
    void storedLength() {
        assertEquals(14, json("{\"a\":[1,2.5]}").storedLength() + 1);
        Json far =
                json("{\"e5\":\"1e300 \\\" 1e300\",\"a\":[true,1e300,false,-1e-7,null,1.5e-9],\"b\":{\"c\":5e-324}}");
        String stored = far.toString()
                .replace(",1e+300,", "," + "9".repeat(301) + ",")
                .replace("-1e-7", "-0.0000001")
                .replace("1.5e-9", "0.0000000015")
                .replace("5e-324", "9".repeat(326));
        assertEquals(stored.length(), far.storedLength());
        assertEquals(far.storedLength(), far.compacted().storedLength());
        assertInstanceOf(Message.class, decode(put(far.toString())));
    }
}
