package dev.easel.server;

import dev.easel.protocol.Limits;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.store.DatabaseAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that can be set from outside, validated once at the start. The README lists each variable with its unit,
 * default and bounds.
 *
 * @param port 0 picks a free one
 * @param data home of the embedded database
 * @param database a PostgreSQL server; empty: the embedded one
 * @param databaseConnections most connections to it
 * @param loops event loops for rooms, and for sockets
 * @param importBytes largest board that can be imported
 * @param importObjects most objects in it
 * @param assetBytes largest image that can be uploaded by itself
 * @param shutdownMs deadline of an orderly end, in milliseconds
 */
public record Settings(
        String host,
        int port,
        Path data,
        Optional<DatabaseAddress> database,
        int databaseConnections,
        int loops,
        RoomSettings rooms,
        JournalSettings journal,
        AutoSaveSettings autoSave,
        int importBytes,
        int importObjects,
        int assetBytes,
        long shutdownMs,
        LogSettings log) {

    /**
     * @param intervalMs time between two rounds, in milliseconds
     * @param chunk object rows written by one statement
     * @param parallel projects saved at the same time
     */
    public record AutoSaveSettings(long intervalMs, int chunk, int parallel) {}

    /**
     * @param level trace, debug, info, warn or error
     * @param format text for people, json for machines
     */
    public record LogSettings(String level, String format) {}

    /**
     * Reads the environment.
     *
     * @throws InvalidSettings naming everything that is wrong
     */
    public static Settings from(Function<String, String> variables) {
        Environment env = new Environment(variables);
        Settings settings = new Settings(
                env.text("EASEL_HOST", "127.0.0.1"),
                env.integer("EASEL_PORT", 8080, 0, 65_535),
                Path.of(env.text("EASEL_DATA", "./data")),
                database(env, variables),
                env.integer("EASEL_DATABASE_CONNECTIONS", 8, 2, 100),
                env.integer("EASEL_LOOPS", Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64), 1, 64),
                new RoomSettings(
                        limits(env),
                        env.number("EASEL_ROOM_IDLE_MS", 60_000, 100, 86_400_000),
                        env.number("EASEL_SHUTDOWN_MS", 20_000, 1_000, 600_000) / 2),
                new JournalSettings(
                        env.number("EASEL_JOURNAL_LINGER_MS", 100, 0, 5_000),
                        env.number("EASEL_UNDURABLE_BYTES", 64 << 20, 1 << 20, 1L << 30)),
                new AutoSaveSettings(
                        env.number("EASEL_AUTOSAVE_INTERVAL_MS", 5_000, 100, 600_000),
                        env.integer("EASEL_AUTOSAVE_CHUNK", 25, 1, 1_000),
                        env.integer("EASEL_AUTOSAVE_PARALLEL", 4, 1, 64)),
                env.integer("EASEL_IMPORT_BYTES", 64 << 20, 1 << 10, 1 << 30),
                env.integer("EASEL_IMPORT_OBJECTS", 100_000, 1, 10_000_000),
                env.integer("EASEL_ASSET_BYTES", 8 << 20, 1 << 10, 64 << 20),
                env.number("EASEL_SHUTDOWN_MS", 20_000, 1_000, 600_000),
                log(env));
        env.check();
        return settings;
    }

    private static Optional<DatabaseAddress> database(Environment env, Function<String, String> variables) {
        try {
            return DatabaseAddress.fromEnvironment(variables);
        } catch (IllegalArgumentException unusable) {
            env.problem(unusable.getMessage());
            return Optional.empty();
        }
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

    /** {@code level[,format]}. */
    private static LogSettings log(Environment env) {
        String[] words = env.text("EASEL_LOG", "info").split(",", 2);
        return new LogSettings(
                env.word("EASEL_LOG", words[0], List.of("info", "trace", "debug", "warn", "error")),
                env.word("EASEL_LOG", words.length == 1 ? "text" : words[1], List.of("text", "json")));
    }
}
