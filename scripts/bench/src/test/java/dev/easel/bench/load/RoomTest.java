package dev.easel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.easel.protocol.frame.DeflatedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room("/", new FrameReader());

    @Test
    void theSameFrameIsDecodedOnce() {
        byte[] text = event(5, 1);

        assertSame(room.events(5, text, 0, text.length), room.events(5, text.clone(), 0, text.length));
    }

    @Test
    void theAuthorsShortFrameDoesNotDisplaceTheOthers() {
        byte[] text = event(5, 1);
        byte[] brief = bytes("{\"type\":\"events\",\"events\":[{\"seq\":5,\"edit\":9}]}");
        Frame first = room.events(5, text, 0, text.length);

        Frame own = room.events(5, brief, 0, brief.length);

        assertEquals(Frame.RECEIVER, own.author(0));
        assertSame(first, room.events(5, text, 0, text.length));
    }

    @Test
    void anotherFrameInTheSamePlaceIsReadAnew() {
        byte[] first = event(5, 1);
        byte[] later = event(5 + 256, 2);
        room.events(5, first, 0, first.length);

        assertEquals(2, room.events(5 + 256, later, 0, later.length).author(0));
    }

    @Test
    void aFrameWithAGapIsNotRemembered() {
        byte[] text = event(6, 1);

        Frame read = room.events(5, text, 0, text.length);

        assertEquals(6, read.seq(0));
        assertNotSame(read, room.events(6, text, 0, text.length));
    }

    @Test
    void objectsAreCountedForEachFrameOfASync() {
        byte[] two = bytes("{\"type\":\"objects\",\"objects\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"deleted\":[]}");
        byte[] one = bytes("{\"type\":\"objects\",\"objects\":[{\"id\":\"c\"}],\"deleted\":[]}");

        assertEquals(2, room.objects(0, two, 0, two.length));
        assertEquals(1, room.objects(1, one, 0, one.length));
        assertEquals(2, room.objects(0, two, 0, two.length));
        assertEquals(1, room.objects(0, one, 0, one.length));
    }

    @Test
    void objectsInADeflatedFrameAreCounted() throws IOException {
        byte[] frame = DeflatedFrame.of(
                bytes("{\"type\":\"objects\",\"objects\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"deleted\":[]}"));

        assertEquals(2, room.deflatedObjects(0, frame, 0, frame.length));
        assertEquals(2, room.deflatedObjects(0, frame, 0, frame.length));
    }

    private static byte[] event(long seq, int client) {
        return bytes("""
            {"type":"events","events":[{"seq":%d,"client":"00000000-0000-4000-8000-%012x",\
            "edit":9,"changes":[]}]}""".formatted(seq, client));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
