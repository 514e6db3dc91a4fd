package dev.easel.server.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.bulk.BulkClients;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.FakeContext;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.versions.Restoring.Moment;
import dev.easel.server.versions.Version.Kind;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestoringTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final UUID VERSION = new UUID(0, 2);

    @Test
    @DisplayName("V9 the active version is the present: to restore it takes nothing back that others have just done")
    void active() {
        Version active = new Version(VERSION, Optional.empty(), Kind.MANUAL, 1, Optional.empty(), 0, 5, true);
        LiveProjects live = answering(
                LiveProjects.class, Map.of("objects", Future.succeededFuture(new LiveObjects(1, 9, List.of()))));
        VersionStore store = answering(VersionStore.class, Map.of("find", Future.succeededFuture(active)));
        Durability durability = new Durability(live, 1_000);
        BulkTransition bulk = new BulkTransition(new BulkClients(live, durability, UUID::randomUUID), 256 << 10);
        Plans plans = new Plans(
                live, answering(PastContents.class, Map.of()), answering(VersionPorts.Worker.class, Map.of()));
        Restoring restoring = new Restoring(
                live, store, plans, new Transitions(bulk, durability, store), new ProjectTurns(new AnyCapacity()));

        for (Optional<Set<String>> ids : List.of(Optional.<Set<String>>empty(), Optional.of(Set.of("a")))) {
            Outcome outcome = restoring
                    .restore(
                            PROJECT,
                            new Moment.OfVersion(VERSION),
                            ids,
                            new Author(Principal.GUEST, Optional.empty()),
                            new FakeContext())
                    .result();

            assertEquals(Outcome.nothing(9), outcome);
        }
    }

    /** Answers these methods; nothing else may be asked of it. */
    private static <T> T answering(Class<T> port, Map<String, Future<?>> answers) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            Future<?> answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answer;
        }));
    }
}
