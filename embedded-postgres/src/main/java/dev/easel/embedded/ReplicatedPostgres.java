package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL with a standby that follows it by streaming replication, to try out what happens when the one takes the
 * place of the other. Both listen on loopback, each on a port that stays, and let in everybody: it is for tests alone.
 * Used by one thread at a time.
 *
 * <p>A primary that was killed stays dead until it {@link #rejoin}s as a standby, or is {@link #revive}d as what it
 * was.
 */
public final class ReplicatedPostgres implements AutoCloseable {
    private static final String ROLE = "easel";
    private static final String DATABASE = "easel";
    private static final String IS_SYNCHRONOUS =
            "select count(*) from pg_stat_replication where state = 'streaming' and sync_state = 'sync'";
    private static final String IS_STREAMING = "select count(*) from pg_stat_replication where state = 'streaming'";

    private final boolean isSynchronous;
    private final Replica one;
    private final Replica other;
    private Replica primary;

    private ReplicatedPostgres(boolean isSynchronous, Replica one, Replica other) {
        this.isSynchronous = isSynchronous;
        this.one = one;
        this.other = other;
        this.primary = one;
    }

    /**
     * Returns when the standby follows.
     *
     * @param home an empty directory
     * @param installed where PostgreSQL is installed, such as {@code /usr/lib/postgresql/15}; empty: the one that comes
     *     with Easel
     * @param isSynchronous a commit is answered when the standby has it, too
     */
    public static ReplicatedPostgres start(Path home, Optional<Path> installed, boolean isSynchronous)
            throws IOException, SQLException {
        Path directory = Files.createDirectories(home).toRealPath();
        Launcher launcher = Launcher.forThisUser(directory);
        Binaries binaries = installed.isPresent()
                ? new Binaries(directory, installed.get(), 0)
                : Binaries.installed(directory, launcher);
        ReplicatedPostgres both = new ReplicatedPostgres(
                isSynchronous,
                new Replica(directory.resolve("one"), binaries, launcher),
                new Replica(directory.resolve("other"), binaries, launcher));
        try {
            both.one.init();
            both.one.start();
            both.one.execute("create role " + ROLE + " login", "create database " + DATABASE + " owner " + ROLE);
            both.follow();
            return both;
        } catch (IOException | SQLException | RuntimeException failure) {
            both.close();
            throw failure;
        }
    }

    /** Names both, in an order that stays; the role owns the database and may do nothing beyond it. */
    public String url() {
        return "postgresql://" + ROLE + "@" + Replica.HOST + ":" + one.port() + "," + Replica.HOST + ":" + other.port()
                + "/" + DATABASE + "?sslmode=disable";
    }

    /** The one that takes writes, or was the last that did. */
    public PostgresAddress primary() {
        return address(primary);
    }

    public PostgresAddress standby() {
        return address(standbyNow());
    }

    private static PostgresAddress address(Replica replica) {
        return new PostgresAddress(Replica.HOST, replica.port(), DATABASE, ROLE, "");
    }

    /** SIGKILL to all processes of the primary. */
    public void killPrimary() throws IOException {
        primary.kill();
    }

    /** SIGSTOP to all processes of the primary: it keeps its connections, and says nothing. */
    public void pausePrimary() throws IOException {
        primary.pause();
    }

    /** SIGSTOP to all processes of the standby: commits that wait for it hang. It may still get what was sent. */
    public void pauseStandby() throws IOException {
        standbyNow().pause();
    }

    /** The standby gets nothing more, and keeps what it has. Commits that wait for it hang. */
    public void pauseReplication() throws IOException, SQLException {
        primary.pauseSending();
    }

    /** Lets what was paused run on, also when the other was promoted meanwhile. */
    public void resumePaused() throws IOException {
        one.resume();
        other.resume();
    }

    /**
     * Makes a primary of the standby. Returns when it takes writes. It waits for no standby, until the other one
     * {@link #rejoin}s.
     */
    public void promote() throws IOException, SQLException {
        Replica promoted = standbyNow();
        promoted.promote();
        promoted.execute("alter system set synchronous_standby_names = ''", "select pg_reload_conf()");
        primary = promoted;
    }

    /** The other one becomes the standby of the primary, from a copy. Returns when it follows. */
    public void rejoin() throws IOException, SQLException {
        standbyNow().kill();
        follow();
    }

    /** Starts the primary that was killed: nothing has replaced it. */
    public void restartPrimary() throws IOException {
        primary.start();
    }

    /** Starts the one that was killed as what it was: a primary that does not know that it was replaced. */
    public void revive() throws IOException {
        standbyNow().start();
    }

    /** Whether a commit waits for the standby, from now on. */
    public void setSynchronous(boolean waits) throws SQLException {
        primary.execute(
                "alter system set synchronous_standby_names = '" + (waits ? "*" : "") + "'", "select pg_reload_conf()");
    }

    /** Runs statements on the primary, as a superuser. */
    public void execute(String... statements) throws SQLException {
        primary.execute(statements);
    }

    /** The first value that the primary answers, as text; asked as a superuser, in the database of the role. */
    public String ask(String query) throws SQLException {
        return primary.ask(DATABASE, query);
    }

    /** The same from the standby, once it has applied what the primary has written. */
    public String askStandby(String query) throws IOException, SQLException {
        await("select bool_and(replay_lsn = pg_current_wal_lsn()) from pg_stat_replication", "t");
        return standbyNow().ask(DATABASE, query);
    }

    /** Asks until the first value is as wanted. */
    public void await(String query, String wanted) throws IOException, SQLException {
        primary.await(DATABASE, query, wanted);
    }

    /** All of their processes. May be asked by any thread. */
    public List<ProcessHandle> processes() throws IOException {
        return Stream.concat(one.processes().stream(), other.processes().stream())
                .toList();
    }

    private void follow() throws IOException, SQLException {
        Replica standby = standbyNow();
        standby.copyOf(primary);
        standby.start();
        await(IS_STREAMING, "1");
        if (isSynchronous) {
            setSynchronous(true);
            await(IS_SYNCHRONOUS, "1");
        }
    }

    private Replica standbyNow() {
        return primary == one ? other : one;
    }

    /** Ends both. Their files stay. */
    @Override
    public void close() throws IOException {
        one.kill();
        other.kill();
    }
}
