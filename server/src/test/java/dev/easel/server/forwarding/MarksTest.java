package dev.easel.server.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
    private static final String URI = "/api/projects/x/edits?wait=applied";
    private static final Mark MARK = new Mark("one", "two", "2001:db8::1", "c7");

    private final Marks marks = new Marks(new byte[32]);
    private final String written = marks.write(MARK, HttpMethod.POST, URI);

    @Test
    @DisplayName("a mark is read as it was written")
    void read() {
        assertEquals(Optional.of(MARK), marks.read(written, HttpMethod.POST, URI));
    }

    @Test
    @DisplayName("a mark holds for one method and one target")
    void one_request() {
        assertEquals(Optional.empty(), marks.read(written, HttpMethod.PUT, URI));
        assertEquals(Optional.empty(), marks.read(written, HttpMethod.POST, URI + "x"));
        assertEquals(Optional.empty(), marks.read(written, HttpMethod.POST, "/api/projects/y/edits"));
    }

    @Test
    @DisplayName("with another key there is another mark")
    void key() {
        byte[] other = new byte[32];
        other[31] = 1;
        assertEquals(Optional.empty(), new Marks(other).read(written, HttpMethod.POST, URI));
    }

    @Test
    @DisplayName("no character of a mark can be changed, left out or added")
    void altered() {
        for (int i = 0; i < written.length(); i++) {
            String before = written.substring(0, i);
            String behind = written.substring(i + 1);
            char changed = written.charAt(i) == 'A' ? 'B' : 'A';
            assertEquals(Optional.empty(), marks.read(before + changed + behind, HttpMethod.POST, URI));
            assertEquals(Optional.empty(), marks.read(before + behind, HttpMethod.POST, URI));
            assertEquals(Optional.empty(), marks.read(before + "A" + written.substring(i), HttpMethod.POST, URI));
        }
    }

    @Test
    @DisplayName("what stands in one part is not taken for another")
    void parts() {
        String shifted = marks.write(new Mark("on", "etwo", "2001:db8::1", "c7"), HttpMethod.POST, URI);
        assertNotEquals(mac(written), mac(shifted));
    }

    private static String mac(String mark) {
        return mark.substring(mark.lastIndexOf(' ') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "    ", "a b c d", "a b c d e", "a b c d e f", "ä ö ü ß é", "a\tb\tc\td\te"})
    @DisplayName("what is no mark is none")
    void malformed(String text) {
        assertEquals(Optional.empty(), marks.read(text, HttpMethod.POST, URI));
    }
}
