package dev.easel.server.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.User;
import dev.easel.protocol.json.Json;
import dev.easel.server.audience.PresenceLog.News;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceLogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PresenceLog log = new PresenceLog();
    private final List<byte[]> sent = new ArrayList<>();

    @Test
    @DisplayName("B6 the latest state of each is told, to each receiver from where it is")
    void latest() throws IOException {
        Session ada = session("ada");
        Session bob = session("bob");
        changed(ada, "1");
        long early = log.told();
        changed(ada, "2");
        News first = log.after(early, OptionalInt.empty());
        assertEquals("{\"ada\":2}", states(first));
        changed(bob, "3");
        changed(ada, "4");
        assertEquals("{\"bob\":3,\"ada\":4}", states(log.after(first.upTo(), OptionalInt.empty())));
        assertEquals("{\"bob\":3,\"ada\":4}", states(log.after(early, OptionalInt.empty())), "it was slow");
        assertEquals(log.last(), log.told());
    }

    @Test
    @DisplayName("B11 who changes all the time keeps its turn until it was told")
    void turn() throws IOException {
        String large = "\"" + "x".repeat(PresenceLog.FRAME / 2) + "\"";
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(session("s" + i));
        }
        long told = 0;
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.reversed().forEach(session -> changed(session, large));
            News news = log.after(told, OptionalInt.empty());
            told = news.upTo();
            peers(news).fieldNames().forEachRemaining(order::add);
        }
        assertEquals(List.of("s5", "s4", "s3", "s2", "s1", "s0"), order);
    }

    @Test
    @DisplayName("B6 of those who have gone and of whom not all were told the latest are kept, and no more")
    void gone() throws IOException {
        for (int i = 0; i < PresenceLog.MOST_GONE + 100; i++) {
            Session session = session("s" + i);
            changed(session, "1");
            session.end();
            log.gone(session);
        }
        assertEquals(List.of(), log.latest(10));
        List<String> told = new ArrayList<>();
        long upTo = 0;
        while (upTo < log.last()) {
            News news = log.after(upTo, OptionalInt.empty());
            upTo = news.upTo();
            peers(news).fieldNames().forEachRemaining(told::add);
        }
        assertEquals(PresenceLog.MOST_GONE, told.size());
        assertEquals("s100", told.getFirst());
        log.toldAll(log.last());
        changed(session("ada"), "2");
        assertEquals("{\"ada\":2}", states(log.after(0, OptionalInt.empty())), "all know that they have gone");
    }

    @Test
    @DisplayName("B6 a frame about one session is not sent to that one")
    void own() {
        Session ada = session("ada");
        Session bob = session("bob");
        PeersFrame frame = PeersFrame.of(List.of(ada));
        assertTrue(!frame.sendTo(ada) && sent.isEmpty());
        assertTrue(frame.sendTo(bob) && sent.size() == 1);
        assertTrue(PeersFrame.of(List.of(ada, bob)).sendTo(ada));
    }

    private void changed(Session session, String state) {
        session.presence().say(Json.ofBytes(state.getBytes(StandardCharsets.UTF_8)));
        log.changed(session);
    }

    private JsonNode peers(News news) throws IOException {
        sent.clear();
        news.frame().sendTo(session("nobody"));
        return MAPPER.readTree(sent.getFirst()).get("peers");
    }

    private String states(News news) throws IOException {
        List<String> states = new ArrayList<>();
        peers(news)
                .properties()
                .forEach(it ->
                        states.add("\"" + it.getKey() + "\":" + it.getValue().get("state")));
        return "{" + String.join(",", states) + "}";
    }

    private Session session(String id) {
        Hello hello = new Hello(UUID.randomUUID(), 1, 0, Optional.empty(), User.ANONYMOUS, Set.of());
        return new Session(id, UUID.randomUUID(), Principal.GUEST, new Kept(), hello);
    }

    /** A connection of which nothing matters but what is sent. */
    private final class Kept implements Connection {
        @Override
        public void send(byte[] frame) {
            sent.add(frame);
        }

        @Override
        public void sendDeflated(byte[] frame) {}

        @Override
        public long unsent() {
            return 0;
        }

        @Override
        public boolean isBehind() {
            return false;
        }

        @Override
        public void whenDrained(Runnable task) {}

        @Override
        public void rewrote(long bytes) {}

        @Override
        public Optional<String> through() {
            return Optional.empty();
        }

        @Override
        public void close(ServerMessage last, CloseCode code) {}
    }
}
