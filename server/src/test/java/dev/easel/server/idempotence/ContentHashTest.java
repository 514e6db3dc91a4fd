package dev.easel.server.idempotence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContentHashTest {
    private final ContentHash contents = new ContentHash();

    @Test
    @DisplayName("E15 edits that are equal by value have one hash, whatever the order of keys, white space and number")
    void equal_by_value() {
        assertSame("""
                'edit':1,'changes':[{'op':'put','id':'a','props':{'x':1,'y':{'b':[{'d':1,'c':'{'}],'a':2}}}]""", """
                'changes':[{'props':{'y':{'a':2,'b':[ {'c':'{','d':1}]}, 'x':1},'id':'a','op':'put'}],'edit':9""");
        assertSame("""
                'edit':1,'changes':[{'op':'patch','id':'a','set':{'a':[1,[2]],'b':'\\u00e9'}}]""", """
                'edit':1,'changes':[{'op':'patch','id':'a','set':{'b':'é','a':[1,[2]]},'unset':[]}]""");
        assertSame("""
                'edit':1,'changes':[{'op':'patch','id':'a','append':
                {'p':{'at':1,'values':[{'x':1,'y':2}]},'q':{'at':0,'values':''}}}]""", """
                'edit':1,'changes':[{'op':'patch','id':'a','append':
                {'q':{'values':'','at':0},'p':{'values':[{'y':2,'x':1}],'at':1}}}]""");
    }

    private void assertSame(String one, String other) {
        assertEquals(hash(one.replace('\'', '"')), hash(other.replace('\'', '"')), one);
    }

    @Test
    @DisplayName("E15 edits that differ in anything but their number have different hashes")
    void different() {
        String[] edits = {
            "\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]",
            "\"changes\":[{\"op\":\"delete\",\"id\":\"b\"}]",
            "\"changes\":[{\"op\":\"delete\",\"id\":\"a\"},{\"op\":\"delete\",\"id\":\"b\"}]",
            "\"changes\":[{\"op\":\"delete\",\"id\":\"b\"},{\"op\":\"delete\",\"id\":\"a\"}]",
            "\"group\":\"\",\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]",
            "\"group\":\"g\",\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{}}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":\"1\"}}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":[{\"b\":1},{\"a\":1}]}}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":[{\"a\":1},{\"b\":1}]}}]",
            "\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":[{\"a\":1,\"b\":1}]}}]",
            "\"changes\":[{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":1}}]",
            "\"changes\":[{\"op\":\"patch\",\"id\":\"a\",\"unset\":[\"x\"]}]",
            "\"changes\":[{\"op\":\"patch\",\"id\":\"a\",\"append\":{\"x\":{\"at\":1,\"values\":[]}}}]",
            "\"changes\":[{\"op\":\"patch\",\"id\":\"a\",\"append\":{\"x\":{\"at\":1,\"values\":\"\"}}}]",
            "\"changes\":[{\"op\":\"patch\",\"id\":\"a\",\"append\":{\"x\":{\"at\":2,\"values\":[]}}}]",
        };
        Map<Long, String> seen = new HashMap<>();
        for (String edit : edits) {
            String same = seen.put(hash("\"edit\":1," + edit), edit);
            assertTrue(same == null, () -> same + " and " + edit);
        }
    }

    @Test
    @DisplayName("E15 a large edit leaves nothing behind that the hash of the next one could depend on")
    void large_and_small() {
        String small = "\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}]";
        long before = hash(small);
        hash("\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"t\":\"" + "x".repeat(50_000) + "\"}}]");
        assertEquals(before, hash(small));
        assertEquals(before, new ContentHash().of(edit(small), Optional.empty()));
    }

    private long hash(String fields) {
        return contents.of(edit(fields), Optional.empty());
    }

    private static Edit edit(String fields) {
        byte[] frame = ("{\"type\":\"edit\"," + fields + "}").getBytes(StandardCharsets.UTF_8);
        return (Edit) ((Decoded.Message) new ClientCodec(Limits.DEFAULTS).decode(frame)).message();
    }

    @Test
    @DisplayName("E15 the same edit of somebody who is signed in is another one")
    void of_somebody() {
        Edit edit = edit("'edit':1,'changes':[{'op':'delete','id':'a'}]".replace('\'', '"'));
        long nobodys = contents.of(edit, Optional.empty());
        long adas = contents.of(edit, Optional.of("ada"));
        assertNotEquals(nobodys, adas);
        assertNotEquals(adas, contents.of(edit, Optional.of("eve")));
        assertEquals(adas, contents.of(edit, Optional.of("ada")));
    }
}
