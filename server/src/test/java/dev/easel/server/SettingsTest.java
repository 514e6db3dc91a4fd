package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.server.access.Origins;
import dev.easel.server.autosave.AutoSaveSettings;
import dev.easel.server.connections.ConnectionSettings;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.http.HttpSettings;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.ownership.OwnershipSettings;
import dev.easel.server.residence.ResidenceSettings;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.socket.SocketSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings from(Map<String, String> environment) {
        return Settings.from(environment::get);
    }

    private static List<String> problems(Map<String, String> environment) {
        return assertThrows(InvalidSettings.class, () -> from(environment))
                .getMessage()
                .lines()
                .toList();
    }

    @Test
    @DisplayName("the defaults, as the README lists them")
    void defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        int cores = Runtime.getRuntime().availableProcessors();
        long outsideHeap = DirectMemory.bytes();
        Settings settings = from(Map.of("EASEL_LOOPS", "3", "EASEL_CONNECTIONS", "5000"));
        assertEquals(
                new Settings(
                        "127.0.0.1",
                        8080,
                        3,
                        new StorageSettings(Path.of("./data"), Optional.empty(), 8),
                        new RoomSettings(Limits.DEFAULTS, 60_000, 60_000, 10_000, 10_000),
                        new SocketSettings(
                                Limits.DEFAULTS,
                                2_500,
                                1_000,
                                4 << 20,
                                Math.min(64 << 20, outsideHeap * 15 / 100),
                                Math.min(128 << 20, outsideHeap * 40 / 100)),
                        new ResidenceSettings(heap * 40 / 100 / 2, heap * 40 / 100, Math.clamp(cores, 1, 4), 1_000),
                        new JournalSettings(100, 64 << 20, 16 << 20),
                        new AutoSaveSettings(5_000, 25, 4),
                        new HttpSettings(
                                Limits.DEFAULTS,
                                64 << 20,
                                100_000,
                                2,
                                8 << 20,
                                8,
                                Math.max(64 << 20, Runtime.getRuntime().maxMemory() / 4),
                                15_000),
                        new HistorySettings(Math.max(1 << 20, heap / 16)),
                        new HealthSettings(5_000, 60_000),
                        new OwnershipSettings(5_000, false),
                        Optional.empty(),
                        Origins.NONE,
                        new ConnectionSettings(
                                5_000, 1_000, 250, 10_000, 75_000, 30_000, Math.min(64 << 20, outsideHeap * 15 / 100)),
                        20_000,
                        new LogSettings("info", "text")),
                settings);
    }

    @Test
    @DisplayName("clients leave three tenths of the memory outside of the heap to connections of the database")
    void outsideHeap() {
        Settings settings = from(Map.of());
        SocketSettings sockets = settings.sockets();
        long held =
                sockets.unsent() + sockets.unfinished() + settings.connections().unread();
        assertTrue(held <= DirectMemory.bytes() * 7 / 10);
    }

    @Test
    @DisplayName("there is an event loop for each core, and one at least")
    void loops() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertEquals(Math.clamp(cores, 1, 64), from(Map.of()).loops());
    }

    @ParameterizedTest
    @CsvSource({
        "EASEL_PORT, 0, 65535",
        "EASEL_DATABASE_CONNECTIONS, 2, 100",
        "EASEL_LOOPS, 1, 64",
        "EASEL_ROOM_IDLE_MS, 100, 86400000",
        "EASEL_DELIVERIES_AT_ONCE, 0, 10000000",
        "EASEL_SOCKETS_WAITING, 1, 1000000",
        "EASEL_SOCKET_FRAMES, 10, 1000000",
        "EASEL_SOCKET_BYTES, 65536, 1073741824",
        "EASEL_UNFINISHED_BYTES, 1048576, 17179869184",
        "EASEL_UNSENT_BYTES, 1048576, 68719476736",
        "EASEL_JOURNAL_LINGER_MS, 0, 5000",
        "EASEL_UNDURABLE_BYTES, 1048576, 1073741824",
        "EASEL_AUTOSAVE_INTERVAL_MS, 100, 600000",
        "EASEL_AUTOSAVE_CHUNK, 1, 1000",
        "EASEL_AUTOSAVE_PARALLEL, 1, 64",
        "EASEL_IMPORT_BYTES, 1024, 1073741824",
        "EASEL_IMPORT_OBJECTS, 1, 10000000",
        "EASEL_HISTORY_BYTES, 1048576, 1099511627776",
        "EASEL_IMPORT_PARALLEL, 1, 64",
        "EASEL_ASSET_BYTES, 1024, 67108864",
        "EASEL_ASSET_PARALLEL, 1, 256",
        "EASEL_BODY_BYTES, 67108864, 1099511627776",
        "EASEL_WAIT_MS, 100, 600000",
        "EASEL_CONNECTIONS, 10, 1000000",
        "EASEL_CONNECTIONS_PER_ADDRESS, 0, 1000000",
        "EASEL_CONNECTION_RATE, 0, 1000000",
        "EASEL_HEAD_MS, 100, 600000",
        "EASEL_IDLE_MS, 100, 3600000",
        "EASEL_REPLY_MS, 100, 600000",
        "EASEL_UNREAD_BYTES, 1048576, 17179869184",
        "EASEL_UNSAVED_AGE_MS, 1000, 86400000",
        "EASEL_LEASE_MS, 1000, 60000",
        "EASEL_SHUTDOWN_MS, 1000, 600000",
        "EASEL_LIMIT_FRAME, 1024, 67108864",
        "EASEL_LIMIT_CHANGES, 1, 100000",
        "EASEL_LIMIT_OBJECT, 1024, 16777216",
        "EASEL_LIMIT_OBJECTS, 1, 10000000",
        "EASEL_LIMIT_EDITS, 1, 100000",
        "EASEL_LIMIT_BURST, 1, 100000",
        "EASEL_LIMIT_PRESENCE, 64, 65536",
        "EASEL_LIMIT_PRESENCES, 1, 1000",
        "EASEL_LIMIT_SESSIONS, 1, 100000",
        "EASEL_LIMIT_BACKLOG, 65536, 268435456",
        "EASEL_LIMIT_HELLO_MS, 100, 600000",
        "EASEL_LIMIT_PING_MS, 100, 600000"
    })
    @DisplayName("a number is taken up to both of its bounds and refused beyond, once, with the bounds told")
    void bounds(String name, long least, long most) {
        String expected = ": a whole number from " + least + " to " + most + " is needed";
        from(Map.of(name, "" + least));
        assertNotEquals(from(Map.of()), from(Map.of(name, " " + most + " ")), "the value is used");
        for (String value : new String[] {"" + (least - 1), "" + (most + 1), "many", "1.5"}) {
            assertEquals(List.of(name + "=" + value + expected), problems(Map.of(name, value)));
        }
    }

    @Test
    @DisplayName("origins are read, and one that is none is told")
    void origins() {
        assertEquals(
                Origins.fromEnvironment(_ -> "https://a.example"),
                from(Map.of("EASEL_ORIGINS", " https://a.example ")).origins());
        List<String> problems = problems(Map.of("EASEL_ORIGINS", "https://a.example,*"));
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("EASEL_ORIGINS: * "), problems::toString);
    }

    @Test
    @DisplayName("everything that is wrong is told at once, a variable by a line")
    void all_problems() {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("EASEL_PORT", "99999");
        wrong.put("EASEL_AUTOSAVE_CHUNK", "many");
        wrong.put("EASEL_SHUTDOWN_MS", "1");
        wrong.put("EASEL_LOG", "loud,xml");
        wrong.put("DATABASE_URL", "mysql://u:topsecret@h/d");
        List<String> problems = problems(wrong);
        assertEquals(6, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith("EASEL_PORT"), "in the order of the README, from the port on");
        for (String name : wrong.keySet()) {
            assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(name)), name);
        }
        assertTrue(problems.contains("EASEL_LOG: loud is none of info, trace, debug, warn, error"));
        assertTrue(problems.contains("EASEL_LOG: xml is none of text, json"));
        assertTrue(problems.stream().noneMatch(problem -> problem.contains("topsecret")));
    }

    @Test
    @DisplayName("a blank variable is as good as none")
    void blank() {
        assertEquals(8080, from(Map.of("EASEL_PORT", " ")).port());
    }

    @Test
    @DisplayName("the log's words are taken in any case, the format may be left out")
    void log() {
        assertEquals(
                new LogSettings("debug", "json"),
                from(Map.of("EASEL_LOG", "DEBUG, Json")).log());
        assertEquals(
                new LogSettings("warn", "text"),
                from(Map.of("EASEL_LOG", "warn")).log());
    }

    @Test
    @DisplayName("saving has half of the shutdown's deadline")
    void shutdown() {
        Settings settings = from(Map.of("EASEL_SHUTDOWN_MS", "7000"));
        assertEquals(7_000, settings.shutdownMs());
        assertEquals(3_500, settings.rooms().drainMs());
    }

    @Test
    @DisplayName("a database that is given is used")
    void database() {
        Settings settings = from(Map.of("DATABASE_URL", "postgres://ada@db/canvas"));
        assertEquals("db:5432", settings.storage().database().orElseThrow().places());
    }
}
