package dev.easel.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.easel.protocol.Limits;
import dev.easel.server.access.OriginPolicy;
import dev.easel.server.access.Origins;
import dev.easel.server.autosave.AutoSaveSettings;
import dev.easel.server.call.BasePath;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.configuration.Environment;
import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.configuration.LogVariable;
import dev.easel.server.connections.ConnectionSettings;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.guard.AccessSettings;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.http.HttpSettings;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.log.LogSettings;
import dev.easel.server.ownership.OwnershipSettings;
import dev.easel.server.process.DirectMemory;
import dev.easel.server.residence.ResidenceSettings;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.socket.SocketSettings;
import dev.easel.server.tls.TlsSettings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set from outside, validated once at the start. The server's README lists each variable with
 * its unit, default and bounds. What only one package needs is in a record of that package.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param tls how it speaks TLS, if it does
 * @param path below which people reach the server
 * @param loops event loops of rooms and sockets
 * @param origins pages from there may use this server, besides its own
 * @param advertise where other instances reach this one; empty for where it listens
 * @param shutdownMs deadline of an orderly end, in milliseconds
 * @param access how people come in
 */
public record Settings(
        String host,
        int port,
        Optional<TlsSettings> tls,
        BasePath path,
        int loops,
        StorageSettings storage,
        RoomSettings rooms,
        SocketSettings sockets,
        ResidenceSettings residence,
        JournalSettings journal,
        AutoSaveSettings autoSave,
        HttpSettings http,
        HistorySettings history,
        HealthSettings health,
        OwnershipSettings ownership,
        Optional<URI> advertise,
        Origins origins,
        ConnectionSettings connections,
        long shutdownMs,
        LogSettings log,
        AccessSettings access) {

    /**
     * Shares, in percent, of the memory outside of the heap. What is left of it is for connections to the database,
     * above all the journal's: whoever does not read must not make it fail.
     */
    private static final int UNSENT_PERCENT = 40;

    private static final int UNFINISHED_PERCENT = 15;
    private static final int UNREAD_PERCENT = 15;

    /** The part of the deadline that handing projects over may take; what is left then is saved here. */
    static final int HAND_OVER_PART = 3;

    /** Share of the heap that projects in memory may take. */
    private static final int ROOMS_PERCENT = 40;

    /** The part of what projects may take that answers with whole boards may hold besides. */
    private static final int BOARDS_SENT_PART = 2;

    /** The part of the heap that one state of the past may take. */
    private static final int HISTORY_PART = 16;

    /**
     * Reads the settings.
     *
     * @param variables null for one that is not set
     * @throws InvalidSettings naming everything that is wrong
     */
    public static Settings from(Function<String, @Nullable String> variables) {
        Environment env = new Environment(variables);
        String host = env.text("EASEL_HOST", "127.0.0.1");
        int port = env.integer("EASEL_PORT", 8080, 0, 65_535);
        int loops = env.integer("EASEL_LOOPS", Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64), 1, 64);
        StorageSettings storage = storage(env);
        AutoSaveSettings autoSave = autoSave(env);
        long shutdownMs = env.number("EASEL_SHUTDOWN_MS", 20_000, 1_000, 600_000);
        Limits limits = limits(env);
        ConnectionSettings connections = connections(env);
        BasePath path = env.read(BasePath::fromEnvironment, BasePath.ROOT);
        ResidenceSettings residence = residence(env, storage);
        Settings settings = new Settings(
                host,
                port,
                env.read(TlsSettings::fromEnvironment, Optional.empty()),
                path,
                loops,
                storage,
                rooms(env, limits, shutdownMs),
                sockets(env, limits, connections.most()),
                residence,
                journal(env),
                autoSave,
                http(env, limits, residence.roomsBytes() / BOARDS_SENT_PART),
                history(env),
                health(env, autoSave, shutdownMs),
                ownership(env, storage),
                env.read(ListenAddress::advertised, Optional.empty()),
                env.read(Origins::fromEnvironment, Origins.NONE),
                connections,
                shutdownMs,
                LogVariable.read(env),
                AccessSettings.read(env, path, host, ListenAddress.isLoopback(host)));
        env.check();
        return settings;
    }

    /** Which requests of pages are answered. */
    OriginPolicy originPolicy() {
        return new OriginPolicy(origins, host, ListenAddress.isLoopback(host));
    }

    private static StorageSettings storage(Environment env) {
        return new StorageSettings(
                env.path("EASEL_DATA", "./data"),
                env.read(DatabaseAddress::fromEnvironment, Optional.empty()),
                env.integer("EASEL_DATABASE_CONNECTIONS", 8, 2, 100));
    }

    /** Saving has half of the deadline: the other half is for telling clients and closing. */
    private static RoomSettings rooms(Environment env, Limits limits, long shutdownMs) {
        return new RoomSettings(
                limits,
                env.number("EASEL_ROOM_IDLE_MS", 60_000, 100, 86_400_000),
                env.number("EASEL_ROOM_MOVE_MS", 60_000, 1_000, 86_400_000),
                shutdownMs / 2,
                env.integer("EASEL_DELIVERIES_AT_ONCE", 10_000, 0, 10_000_000));
    }

    /** Half of the connections are left for everything else while the other half has not said hello. */
    private static SocketSettings sockets(Environment env, Limits limits, int connections) {
        return new SocketSettings(
                limits,
                env.integer("EASEL_SOCKETS_WAITING", connections / 2, 1, 1_000_000),
                env.integer("EASEL_SOCKET_FRAMES", 1_000, 10, 1_000_000),
                env.integer("EASEL_SOCKET_BYTES", 4 << 20, 64 << 10, 1 << 30),
                env.number("EASEL_UNFINISHED_BYTES", outsideHeap(UNFINISHED_PERCENT, 64 << 20), 1 << 20, 16L << 30),
                env.number("EASEL_UNSENT_BYTES", outsideHeap(UNSENT_PERCENT, 128 << 20), 1 << 20, 64L << 30));
    }

    private static long outsideHeap(int percent, long most) {
        return Math.clamp(DirectMemory.bytes() * percent / 100, 1 << 20, most);
    }

    /** Sizes follow the heap; loads leave at least half of the connections to saves and to look-ups. */
    private static ResidenceSettings residence(Environment env, StorageSettings storage) {
        long roomsBytes = env.number(
                "EASEL_ROOMS_BYTES", Runtime.getRuntime().maxMemory() * ROOMS_PERCENT / 100, 16 << 20, 1L << 40);
        int atOnce = storage.connections() / 2;
        return new ResidenceSettings(
                env.number("EASEL_PROJECT_BYTES", roomsBytes / 2, 1 << 20, roomsBytes),
                roomsBytes,
                env.integer(
                        "EASEL_LOADS", Math.clamp(Runtime.getRuntime().availableProcessors(), 1, atOnce), 1, atOnce),
                env.integer("EASEL_LOADS_WAITING", 1_000, 1, 100_000));
    }

    private static JournalSettings journal(Environment env) {
        long undurable = env.number("EASEL_UNDURABLE_BYTES", 64 << 20, 1 << 20, 1L << 30);
        return new JournalSettings(
                env.number("EASEL_JOURNAL_LINGER_MS", 100, 0, 5_000),
                undurable,
                env.number("EASEL_UNDURABLE_PROJECT_BYTES", undurable / 4, 64 << 10, 1L << 30));
    }

    private static AutoSaveSettings autoSave(Environment env) {
        return new AutoSaveSettings(
                env.number("EASEL_AUTOSAVE_INTERVAL_MS", 5_000, 100, 600_000),
                env.integer("EASEL_AUTOSAVE_CHUNK", 25, 1, 1_000),
                env.integer("EASEL_AUTOSAVE_PARALLEL", 4, 1, 64));
    }

    private static HttpSettings http(Environment env, Limits limits, long boardBytes) {
        int importBytes = env.integer("EASEL_IMPORT_BYTES", 64 << 20, 1 << 10, 1 << 30);
        int assetBytes = env.integer("EASEL_ASSET_BYTES", 8 << 20, 1 << 10, 64 << 20);
        long largest = Math.max(HttpSettings.EDITS_BYTES, Math.max(importBytes, assetBytes));
        return new HttpSettings(
                limits,
                importBytes,
                env.integer("EASEL_IMPORT_OBJECTS", 100_000, 1, 10_000_000),
                env.integer("EASEL_IMPORT_PARALLEL", 2, 1, 64),
                assetBytes,
                env.integer("EASEL_ASSET_PARALLEL", 8, 1, 256),
                env.number(
                        "EASEL_BODY_BYTES",
                        Math.max(largest, Runtime.getRuntime().maxMemory() / 4),
                        largest,
                        1L << 40),
                boardBytes,
                env.number("EASEL_WAIT_MS", 15_000, 100, 600_000),
                env.integer("EASEL_TRASH_DAYS", 30, 0, 36_500),
                env.read(FrameAncestors::fromEnvironment, FrameAncestors.OWN));
    }

    private static HistorySettings history(Environment env) {
        return new HistorySettings(
                env.number(
                        "EASEL_HISTORY_BYTES",
                        Math.max(1 << 20, Runtime.getRuntime().maxMemory() / HISTORY_PART),
                        1 << 20,
                        1L << 40),
                env.integer("EASEL_RETENTION_DAYS", 0, 0, 36_500),
                env.integer("EASEL_AUDIT_DAYS", 365, 0, 36_500));
    }

    private static ConnectionSettings connections(Environment env) {
        return new ConnectionSettings(
                env.integer("EASEL_CONNECTIONS", roomForConnections(), 10, 1_000_000),
                env.integer("EASEL_CONNECTIONS_PER_ADDRESS", 1_000, 0, 1_000_000),
                env.integer("EASEL_CONNECTION_RATE", 250, 0, 1_000_000),
                env.number("EASEL_HEAD_MS", 10_000, 100, 600_000),
                env.number("EASEL_IDLE_MS", 75_000, 100, 3_600_000),
                env.number("EASEL_REPLY_MS", 30_000, 100, 600_000),
                env.number("EASEL_UNREAD_BYTES", outsideHeap(UNREAD_PERCENT, 64 << 20), 1 << 20, 16L << 30));
    }

    private static int roomForConnections() {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return ConnectionSettings.roomFor(Runtime.getRuntime().maxMemory(), descriptors);
    }

    private static HealthSettings health(Environment env, AutoSaveSettings autoSave, long shutdownMs) {
        return new HealthSettings(
                autoSave.intervalMs(),
                env.number("EASEL_UNSAVED_AGE_MS", 60_000, 1_000, 86_400_000),
                env.number("EASEL_DRAIN_MS", 0, 0, shutdownMs / HAND_OVER_PART));
    }

    /** The embedded database serves this instance alone. */
    private static OwnershipSettings ownership(Environment env, StorageSettings storage) {
        return new OwnershipSettings(
                env.number("EASEL_LEASE_MS", 5_000, 1_000, 60_000),
                storage.database().isPresent());
    }

    private static Limits limits(Environment env) {
        Limits defaults = Limits.DEFAULTS;
        return new Limits(
                env.integer("EASEL_LIMIT_FRAME", defaults.frame(), 1 << 10, 64 << 20),
                env.integer("EASEL_LIMIT_CHANGES", defaults.changes(), 1, 100_000),
                env.integer("EASEL_LIMIT_OBJECT", defaults.object(), 1 << 10, 16 << 20),
                env.integer("EASEL_LIMIT_OBJECTS", defaults.objects(), 1, 10_000_000),
                env.integer("EASEL_LIMIT_EDITS", defaults.edits(), 1, 100_000),
                env.integer("EASEL_LIMIT_BURST", defaults.burst(), 1, 100_000),
                env.integer("EASEL_LIMIT_PRESENCE", defaults.presence(), 64, 64 << 10),
                env.integer("EASEL_LIMIT_PRESENCES", defaults.presences(), 1, 1_000),
                env.integer("EASEL_LIMIT_SESSIONS", defaults.sessions(), 1, 100_000),
                env.integer("EASEL_LIMIT_BACKLOG", defaults.backlog(), 64 << 10, 256 << 20),
                env.integer("EASEL_LIMIT_HELLO_MS", defaults.hello(), 100, 600_000),
                env.integer("EASEL_LIMIT_PING_MS", defaults.ping(), 100, 600_000));
    }
}
