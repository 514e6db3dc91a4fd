package dev.easel.server.store;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.embedded.ReplicatedPostgres;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A migrated database with a standby, and a Vert.x to reach it with. It is of Debian's PostgreSQL where that is
 * installed, and of the one that comes with Easel elsewhere.
 */
public final class ReplicatedDatabase implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql/15");

    /** How many commits wait for the standby. */
    private static final String WAITING = "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";

    private final Vertx vertx = Vertx.vertx();
    private final ReplicatedPostgres servers;
    private final DatabaseAddress address;

    private ReplicatedDatabase(ReplicatedPostgres servers) {
        this.servers = servers;
        this.address = DatabaseAddress.of(servers.url());
        await(new Migrations(vertx, address).run());
    }

    /**
     * Returns when the standby follows.
     *
     * @param home an empty directory
     * @param isSynchronous a commit is answered when the standby has it, too
     */
    public static ReplicatedDatabase start(Path home, boolean isSynchronous) throws IOException, SQLException {
        Optional<Path> installed = Optional.of(INSTALLED).filter(Files::exists);
        return new ReplicatedDatabase(ReplicatedPostgres.start(home, installed, isSynchronous));
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Names both servers. */
    public DatabaseAddress address() {
        return address;
    }

    public ReplicatedPostgres servers() {
        return servers;
    }

    /** Returns when so many commits wait for the standby. */
    public void awaitWaiting(int commits) throws IOException, SQLException {
        servers.await(WAITING, Integer.toString(commits));
    }

    public int waiting() throws SQLException {
        return Integer.parseInt(servers.ask(WAITING));
    }

    @Override
    public void close() throws IOException {
        await(vertx.close());
        servers.close();
    }
}
