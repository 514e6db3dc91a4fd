package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.dashboard.Gathering.Gathered;
import dev.easel.server.ownership.OtherInstance;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<OtherInstance> others = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Gathering gathering = new Gathering(new Told());

    @Test
    @DisplayName("all that live are asked, a dead one is not, and one that is silent is there without an answer")
    void all() {
        others.add(other("c", false));
        others.add(other("silent", false));
        others.add(other("b", true));
        others.add(other("a", false));
        Gathered gathered = gathering.ask("/x").result();
        assertEquals(List.of("a /x", "c /x", "silent /x"), asked);
        assertEquals(
                List.of("a true", "b false", "c true", "silent false"),
                gathered.answers().stream()
                        .map(it -> it.from().id() + " " + it.body().isPresent())
                        .toList(),
                "in the order of their addresses");
        assertEquals(0, gathered.omitted());
    }

    @Test
    @DisplayName("of very many so many are asked, and it is told how many are left out")
    void bound() {
        for (int i = 0; i < Gathering.MOST + 4; i++) {
            others.add(other(String.format("i%02d", i), false));
        }
        Gathered gathered = gathering.ask("/x").result();
        assertEquals(Gathering.MOST, gathered.answers().size());
        assertEquals(4, gathered.omitted());
    }

    @Test
    @DisplayName("where it is not known who is there, nobody else is")
    void unknown() {
        Gathered gathered = new Gathering(new Others() {
                    @Override
                    public Future<List<OtherInstance>> all() {
                        return Future.failedFuture("not known");
                    }

                    @Override
                    public Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes) {
                        throw new AssertionError("nobody is there");
                    }
                })
                .ask("/x")
                .result();
        assertTrue(gathered.answers().isEmpty());
    }

    private static OtherInstance other(String name, boolean isDead) {
        return new OtherInstance(name, URI.create("http://" + name + ":1"), "1", 0, false, isDead);
    }

    private final class Told implements Others {
        @Override
        public Future<List<OtherInstance>> all() {
            return Future.succeededFuture(others);
        }

        @Override
        public Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes) {
            asked.add(there.instance() + " " + uri);
            return there.instance().equals("silent")
                    ? Future.failedFuture("no answer")
                    : Future.succeededFuture(Buffer.buffer("{}"));
        }
    }
}
