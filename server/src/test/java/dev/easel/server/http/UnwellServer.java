package dev.easel.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Routes;
import dev.easel.server.health.AutoSaveHealth;
import dev.easel.server.health.DatabaseHealth;
import dev.easel.server.health.Health;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.health.JournalHealth;
import dev.easel.server.health.Life;
import dev.easel.server.health.OwnershipHealth;
import dev.easel.server.health.Pulse;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.room.TestLoop;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The health calls of a process whose start is not over, and one of whose event loops hangs. */
public final class UnwellServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    public UnwellServer() {
        Pulse pulse = new Pulse(Map.of("a loop", _ -> {}));
        for (int i = 0; i <= Pulse.HANGS_AFTER; i++) {
            pulse.ask();
        }
        Health health = new Health(
                new Life(pulse),
                () -> Future.succeededFuture(DatabaseHealth.WRITABLE),
                () -> OwnershipHealth.OWNING,
                () -> new JournalHealth(PersistenceState.OK, 0, 0, Optional.empty()),
                () -> new AutoSaveHealth(0, 0, 0, 0, 0),
                new HealthSettings(5_000, 60_000, 0),
                InstantSource.system());
        HealthResource resource = new HealthResource(health, () -> new RoomsHealth(0, 1, 0));
        Router router = Router.router(vertx);
        new Routes(router, Guard.OPEN, new BodyBytes(1), new TestLoop())
                .add("/health/live", Map.of(GET, resource::live))
                .add("/health/started", Map.of(GET, resource::started));
        server = TestDatabase.await(
                vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        TestDatabase.await(vertx.close());
    }
}
