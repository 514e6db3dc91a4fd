package dev.easel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.EventCodec;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.ServerMessage.Ready;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();
    private final Frame frame = new Frame();

    @Test
    void readsTheFullForm() {
        byte[] text = bytes("""
            {"type":"events","events":[\
            {"seq":1058,"at":1763700000123,"by":"a \\"b]}","client":"00000000-0000-4000-8000-0000000000ff","edit":18,\
            "group":"g","changes":[{"op":"patch","id":"x","set":{"x":[1,{"seq":5}],"t":"}]\\\\"}}]},\
            {"seq":1059,"at":1,"by":"c","client":"00000000-0000-4000-8000-000000000000","edit":4,"changes":[]}],\
            "durable":1055}""");

        reader.readEvents(text, 0, frame);

        assertEquals(2, frame.events());
        assertEquals(1058, frame.seq(0));
        assertEquals(255, frame.author(0));
        assertEquals(18, frame.edit(0));
        assertEquals(1059, frame.seq(1));
        assertEquals(0, frame.author(1));
        assertEquals(4, frame.edit(1));
        assertEquals(1055, frame.durable());
        assertFalse(frame.isBrief());
    }

    @Test
    void knowsAClientByTheAuthorIdThatItsWelcomeToldIt() {
        reader.welcome(bytes("""
            {"type":"welcome","session":"s1","author":"7d9f3b1e-52c4-8a06-9e3d-1f0b6c8a2d4e","project":{}}"""), 0, 12);

        reader.readEvents(bytes("""
            {"type":"events","events":[\
            {"seq":7,"client":"7d9f3b1e-52c4-8a06-9e3d-1f0b6c8a2d4e","edit":18,"changes":[]}]}"""), 0, frame);

        assertEquals(12, frame.author(0));
    }

    @Test
    void readsTheShortFormWhichIsForOneReceiver() {
        byte[] text = ServerCodec.encode(new Events(List.of(EventCodec.brief(7, 3)), OptionalLong.empty()));

        reader.readEvents(text, 0, frame);

        assertEquals(1, frame.events());
        assertEquals(7, frame.seq(0));
        assertEquals(Frame.RECEIVER, frame.author(0));
        assertEquals(3, frame.edit(0));
        assertTrue(frame.isBrief());
    }

    @Test
    void readsColumnsAndWhatTheyExplain() {
        reader.welcome(bytes("""
            {"type":"welcome","session":"s1","author":"7d9f3b1e-52c4-8a06-9e3d-1f0b6c8a2d4e","project":{}}"""), 0, 12);

        reader.readEvents(bytes("""
            {"type":"events","seq":7,"at":1763700000123,"authors":{\
            "3":{"by":"a","client":"7d9f3b1e-52c4-8a06-9e3d-1f0b6c8a2d4e","edit":18},\
            "20":{"by":"b","client":"00000000-0000-4000-8000-0000000000ff","edit":0,"group":"g"}},\
            "by":[3,20,3],"edits":{"1":5},"groups":{"2":null},"changes":[{"id":"x","set":{"by":[1]}},[],[]],\
            "durable":6}"""), 0, frame);

        AuthorNumbers numbers = new AuthorNumbers();
        frame.explainTo(numbers);
        assertTrue(frame.isNumbered());
        assertFalse(frame.isBrief());
        assertEquals(3, frame.events());
        assertEquals(9, frame.seq(2));
        assertEquals(12, numbers.client(frame.author(0)));
        assertEquals(255, numbers.client(frame.author(1)));
        assertEquals(18, numbers.edit(3, frame.edit(0)));
        assertEquals(5, numbers.edit(20, frame.edit(1)));
        assertEquals(19, numbers.edit(3, frame.edit(2)));
        assertEquals(6, frame.durable());
    }

    @Test
    void readsColumnsWithoutChangesWhichAreForOneReceiver() {
        reader.readEvents(bytes("{\"type\":\"events\",\"seq\":7,\"at\":1,\"by\":[3]}"), 0, frame);

        assertTrue(frame.isBrief());
        assertEquals(3, frame.author(0));
        assertEquals(AuthorNumbers.NEXT, frame.edit(0));
    }

    @Test
    void readsTheAuthorsOfReady() {
        reader.readAuthors(bytes("""
            {"type":"ready","seq":7,"authors":{\
            "3":{"by":"a","client":"00000000-0000-4000-8000-0000000000ff","edit":8}}}"""), 0, frame);
        AuthorNumbers numbers = new AuthorNumbers();
        frame.explainTo(numbers);

        assertEquals(255, numbers.client(3));
        assertEquals(8, numbers.edit(3, AuthorNumbers.NEXT));
    }

    @Test
    void readsFromAnywhereInABuffer() {
        byte[] text = bytes("xx{\"type\":\"events\",\"events\":[{\"seq\":1,\"edit\":2}]}yy");

        reader.readEvents(text, 2, frame);

        assertEquals(1, frame.events());
    }

    @Test
    void aFrameIsUsedAgain() {
        reader.readEvents(bytes("{\"type\":\"events\",\"events\":[{\"seq\":1,\"edit\":2}],\"durable\":1}"), 0, frame);
        reader.readEvents(bytes("{\"type\":\"events\",\"events\":[]}"), 0, frame);

        assertEquals(0, frame.events());
        assertEquals(0, frame.durable());
        assertFalse(frame.isBrief());
    }

    @Test
    void readsTypeAndSeq() {
        byte[] durable = ServerCodec.encode(new Durable(1_234_567_890_123L));

        assertEquals("durable", FrameReader.type(durable, 0));
        assertEquals(1_234_567_890_123L, reader.seq(durable, 0));
        assertEquals(61, reader.seq(ServerCodec.encode(new Ready(61)), 0));
    }

    @Test
    void countsObjects() {
        Json props = new JsonWriter(64)
                .open('{')
                .field("text", "},{")
                .name("points")
                .open('[')
                .close(']')
                .close('}')
                .toJson();
        List<ObjectState> objects = List.of(new ObjectState("a", props), new ObjectState("b", props));

        assertEquals(2, reader.objects(ServerCodec.encode(new Objects(objects, List.of("c", "d", "e"))), 0));
        assertEquals(0, reader.objects(ServerCodec.encode(new Objects(List.of(), List.of())), 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
