package dev.easel.protocol;

import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.json;
import static dev.easel.protocol.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Delete;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.Change.Put;
import dev.easel.protocol.Refusal.OfNumber;
import dev.easel.protocol.ServerMessage.Applied;
import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.ClosingReason;
import dev.easel.protocol.ServerMessage.Columns;
import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.ServerMessage.Extent;
import dev.easel.protocol.ServerMessage.Failure;
import dev.easel.protocol.ServerMessage.NumberedAuthor;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Persistence;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.Pong;
import dev.easel.protocol.ServerMessage.Presence;
import dev.easel.protocol.ServerMessage.Project;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.ServerMessage.Ready;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.protocol.ServerMessage.Refused;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.ServerMessage.RoleChanged;
import dev.easel.protocol.ServerMessage.Sync;
import dev.easel.protocol.ServerMessage.Welcome;
import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenServerTest {
    private static final UUID ADA = UUID.fromString("3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f");
    private static final UUID BOB = UUID.fromString("b7a1d2c3-0000-4000-8000-0123456789ab");
    private static final UUID PROJECT = UUID.fromString("0d9e8f7a-6b5c-4d3e-8f10-2a3b4c5d6e7f");
    private static final UUID VERSION = UUID.fromString("11111111-2222-4333-8444-555555555555");

    private static final List<Change> MOVED = List.of(new Patch("a", json("{\"x\":10}"), List.of(), List.of()));

    private static final Peer PEER =
            new Peer(new User("Ada", json("{\"name\":\"Ada\",\"color\":\"#1971c2\"}")), json("{\"cursor\":[120,80]}"));
    private static final Event EVERY_OP = new Event(
            1058,
            1763700000123L,
            "ada",
            ADA,
            18,
            Optional.of("g42"),
            List.of(
                    new Put("a", json("{\"type\":\"rectangle\",\"x\":1,\"y\":2}")),
                    new Patch(
                            "b",
                            json("{\"x\":10,\"y\":20}"),
                            List.of("link"),
                            List.of(
                                    new Append("points", 12, json("[[3,4],[5,6]]")),
                                    new Append("text", 5, json("\" world\"")))),
                    new Delete("c")));
    private static final Event OF_NOTHING = new Event(
            1059,
            1763700000123L,
            "anonymous",
            BOB,
            4,
            Optional.empty(),
            List.of(new Patch("a", Json.EMPTY_OBJECT, List.of(), List.of())));
    private static final Event NOTHING_LEFT =
            new Event(1061, 1763700000124L, "ada", ADA, 20, Optional.empty(), List.of());

    private static final UUID AUTHOR = UUID.fromString("7d9f3b1e-52c4-8a06-9e3d-1f0b6c8a2d4e");

    private static final Map<String, ServerMessage> MESSAGES = messages();

    private static Map<String, ServerMessage> messages() {
        Map<String, ServerMessage> all = new TreeMap<>();
        all.put("welcome-first", first(Optional.empty(), OptionalInt.empty()));
        all.put("welcome-author", first(Optional.of(AUTHOR), OptionalInt.empty()));
        all.put("welcome-crowd", first(Optional.empty(), OptionalInt.of(1_204)));
        all.put(
                "welcome-diverged",
                new Welcome(
                        "s7",
                        Optional.empty(),
                        new ProjectNews(PROJECT, "Größe “A” 😀", VERSION, json("{\"grid\":20}")),
                        Role.OWNER,
                        8,
                        1057,
                        1055,
                        List.of(new AppliedEdit(17, 1050), new AppliedEdit(19, 1052)),
                        Sync.SNAPSHOT,
                        Reason.DIVERGED,
                        Limits.DEFAULTS,
                        Map.of("s1", PEER, "s2", new Peer(User.ANONYMOUS, Json.NULL)),
                        OptionalInt.empty()));
        all.put(
                "welcome-epoch-of-time",
                new Welcome(
                        "s1",
                        Optional.empty(),
                        plan(),
                        Role.OWNER,
                        1_795_895_880_123L,
                        9,
                        9,
                        List.of(),
                        Sync.SNAPSHOT,
                        Reason.DIVERGED,
                        Limits.DEFAULTS,
                        Map.of(),
                        OptionalInt.empty()));
        all.put("welcome-resumed", again(Role.VIEWER, Sync.DELTA, Reason.RESUMED));
        all.put("welcome-horizon", again(Role.EDITOR, Sync.SNAPSHOT, Reason.HORIZON));
        all.put("welcome-lagged", again(Role.EDITOR, Sync.SNAPSHOT, Reason.LAGGED));
        all.put(
                "objects",
                new Objects(
                        List.of(
                                new ObjectState("a", json("{\"type\":\"rectangle\",\"x\":1,\"y\":2}")),
                                new ObjectState("b", Json.EMPTY_OBJECT)),
                        List.of("c", "d")));
        all.put(
                "objects-up-to",
                new Objects(
                        List.of(new ObjectState("a", json("{\"x\":1}"))),
                        List.of(),
                        Optional.of(new Extent(840, 1057))));
        all.put("objects-none", new Objects(List.of(), List.of()));
        all.put("ready", new Ready(1061));
        all.put("events-full", new Events(List.of(full(EVERY_OP), full(OF_NOTHING)), OptionalLong.of(1055)));
        all.put(
                "events-brief",
                new Events(List.of(EventCodec.brief(1059, 4), EventCodec.brief(1060, 5)), OptionalLong.empty()));
        all.put(
                "events-numbered",
                new Events(
                        List.of(
                                numbered(
                                        new Event(
                                                1058,
                                                1_763_700_000_123L,
                                                "Größe 😀",
                                                ADA,
                                                18,
                                                Optional.of("g42"),
                                                MOVED),
                                        3),
                                numbered(
                                        new Event(1059, 1_763_700_000_124L, "bob", BOB, 4, Optional.empty(), List.of()),
                                        12)),
                        authors(3, new NumberedAuthor("Größe 😀", ADA, 18, Optional.of("g42"))),
                        OptionalLong.of(1055)));
        SequencedMap<Integer, NumberedAuthor> two = authors(3, new NumberedAuthor("ada", ADA, 18, Optional.of("g42")));
        two.put(4, new NumberedAuthor("ada", BOB, 1, Optional.empty()));
        SequencedMap<Integer, Optional<String>> groups = new TreeMap<>();
        groups.put(3, Optional.of("g1"));
        groups.put(4, Optional.empty());
        all.put(
                "events-columns",
                new Columns(
                        1058,
                        1_763_700_000_130L,
                        two,
                        List.of(3, 3, 4, 12, 12),
                        new TreeMap<>(Map.of(3, 7L)),
                        groups,
                        Optional.of(Stream.<List<Change>>of(
                                        MOVED,
                                        List.of(
                                                new Put("b", Json.EMPTY_OBJECT),
                                                new Patch(
                                                        "a",
                                                        Json.EMPTY_OBJECT,
                                                        List.of("link"),
                                                        List.of(new Append("points", 1, json("[[3,4]]")))),
                                                new Delete("c")),
                                        List.of(new Delete("b")),
                                        List.of(),
                                        List.of(new Put("d", json("{\"type\":\"text\"}"))))
                                .map(EventCodec::leanChanges)
                                .toList()),
                        OptionalLong.of(1055)));
        all.put(
                "events-columns-brief",
                new Columns(
                        1063,
                        1_763_700_000_150L,
                        new TreeMap<>(),
                        List.of(3, 3),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        Optional.empty(),
                        OptionalLong.empty()));
        SequencedMap<Integer, NumberedAuthor> here = authors(3, new NumberedAuthor("ada", ADA, 20, Optional.of("g42")));
        here.put(12, new NumberedAuthor("Größe 😀", BOB, 0, Optional.empty()));
        all.put("ready-authors", new Ready(1061, here));
        all.put("events-nothing-left", new Events(List.of(full(NOTHING_LEFT)), OptionalLong.empty()));
        all.put("applied", new Applied(18, 1058));
        all.put("refused-invalid", refused(RefusalCode.INVALID, "an id is needed"));
        all.put("refused-not-found", refused(RefusalCode.NOT_FOUND, "object z does not exist"));
        all.put("refused-conflict", refused(RefusalCode.CONFLICT, "object b has no array points of length 12"));
        all.put(
                "refused-number-taken",
                refused(OfNumber.TAKEN, "another edit was made under this number; offer the changes under a new one"));
        all.put(
                "refused-number-connected",
                refused(OfNumber.CONNECTED, "this client is connected; its edits come over its socket"));
        all.put("refused-too-large", refused(RefusalCode.TOO_LARGE, "over 1000 changes in one edit"));
        all.put("refused-forbidden", refused(RefusalCode.FORBIDDEN, "viewers do not edit"));
        all.put("durable", new Durable(1059));
        all.put("persistence-ok", new Persistence(PersistenceState.OK, OptionalLong.of(18)));
        all.put("persistence-degraded", new Persistence(PersistenceState.DEGRADED, OptionalLong.empty()));
        all.put("persistence-stopped", new Persistence(PersistenceState.STOPPED, OptionalLong.of(0)));
        all.put("presence", new Presence(Map.of("s1", Optional.of(PEER), "s2", Optional.empty()), OptionalInt.empty()));
        all.put("presence-crowd", new Presence(Map.of("s2", Optional.empty()), OptionalInt.of(1_203)));
        all.put("project", new Project(new ProjectNews(PROJECT, "Plan B", VERSION, json("{\"grid\":20}"))));
        all.put("role-owner", new RoleChanged(Role.OWNER));
        all.put("role-editor", new RoleChanged(Role.EDITOR));
        all.put("role-viewer", new RoleChanged(Role.VIEWER));
        all.put("closing-draining", new Closing(ClosingReason.DRAINING, OptionalLong.of(200)));
        all.put("closing-idle", new Closing(ClosingReason.IDLE, OptionalLong.of(200)));
        all.put("closing-revoked", new Closing(ClosingReason.REVOKED, OptionalLong.empty()));
        all.put("closing-moved", new Closing(ClosingReason.MOVED, OptionalLong.of(200)));
        all.put("closing-reborn", new Closing(ClosingReason.REBORN, OptionalLong.of(200)));
        all.put("error", new Failure("malformed", "not JSON", OptionalLong.empty()));
        all.put("error-over-an-edit", new Failure("malformed", "not JSON", OptionalLong.of(19)));
        all.put("pong", new Pong());
        return all;
    }

    @TestFactory
    @DisplayName("Every message of a server is written as its golden file shows it")
    Stream<DynamicTest> encodes() {
        return Golden.files("server").entrySet().stream()
                .map(file -> dynamicTest(
                        file.getKey(),
                        () -> ByValue.assertSame(
                                file.getValue(), text(ServerCodec.encode(MESSAGES.get(file.getKey()))))));
    }

    @Test
    @DisplayName("There is a golden file for each of them")
    void complete() {
        assertEquals(MESSAGES.keySet(), Golden.files("server").keySet());
    }

    @Test
    @DisplayName("B2 the changes of every golden event are read again as they were written")
    void eventsStayReadable() {
        for (String file : Golden.files("server").values()) {
            for (JsonNode event : ByValue.tree(file).path("events")) {
                if (!event.path("changes").isEmpty()) {
                    String asEdit = ((ObjectNode) event).put("type", "edit").toString();
                    Decoded.Message read = assertInstanceOf(Decoded.Message.class, decode(asEdit));
                    Json again = EventCodec.changes(((ClientMessage.Edit) read.message()).changes());
                    ByValue.assertSame(event.path("changes").toString(), again.toString());
                }
            }
        }
    }

    private static ProjectNews plan() {
        return new ProjectNews(PROJECT, "Plan", VERSION, Json.EMPTY_OBJECT);
    }

    private static Welcome again(Role role, Sync sync, Reason reason) {
        return new Welcome(
                "s1",
                Optional.empty(),
                plan(),
                role,
                2,
                9,
                9,
                List.of(),
                sync,
                reason,
                Limits.DEFAULTS,
                Map.of(),
                OptionalInt.empty());
    }

    private static Welcome first(Optional<UUID> author, OptionalInt here) {
        return new Welcome(
                "s1",
                author,
                plan(),
                Role.EDITOR,
                1,
                0,
                0,
                List.of(),
                Sync.SNAPSHOT,
                Reason.FIRST,
                Limits.DEFAULTS,
                Map.of(),
                here);
    }

    private static Json full(Event event) {
        return EventCodec.full(event, event.client(), EventCodec.changes(event.changes()));
    }

    private static Json numbered(Event event, int author) {
        return EventCodec.numbered(event, author, EventCodec.changes(event.changes()));
    }

    private static SequencedMap<Integer, NumberedAuthor> authors(int number, NumberedAuthor author) {
        return new TreeMap<>(Map.of(number, author));
    }

    private static Refused refused(OfNumber number, String message) {
        return new Refused(19, new Refusal(RefusalCode.CONFLICT, message, Optional.of(number)));
    }

    private static Refused refused(RefusalCode code, String message) {
        return new Refused(19, new Refusal(code, message));
    }
}
