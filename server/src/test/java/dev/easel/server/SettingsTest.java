package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.server.access.Origins;
import dev.easel.server.autosave.AutoSaveSettings;
import dev.easel.server.call.BasePath;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.configuration.SettingsTable;
import dev.easel.server.connections.ConnectionSettings;
import dev.easel.server.guard.AccessSettings;
import dev.easel.server.guard.CallRates;
import dev.easel.server.guard.PeopleBounds;
import dev.easel.server.guard.QuotaSettings;
import dev.easel.server.guard.ReceptionSettings;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.http.HttpSettings;
import dev.easel.server.identity.Claims;
import dev.easel.server.identity.TrustedProxies;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.log.LogSettings;
import dev.easel.server.ownership.OwnershipSettings;
import dev.easel.server.process.DirectMemory;
import dev.easel.server.residence.ResidenceSettings;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.socket.SocketSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    private static final Pattern BOUNDS = Pattern.compile("([0-9,]+)( [KMGT]?i?B)?–([0-9,]+)( [KMGT]?i?B)?");

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
                        Optional.empty(),
                        BasePath.ROOT,
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
                                heap * 40 / 100 / 2,
                                15_000,
                                30,
                                FrameAncestors.OWN),
                        new HistorySettings(Math.max(1 << 20, heap / 16), 0, 365),
                        new HealthSettings(5_000, 60_000, 0),
                        new OwnershipSettings(5_000, false),
                        Optional.empty(),
                        Origins.NONE,
                        new ConnectionSettings(
                                5_000, 1_000, 250, 10_000, 75_000, 30_000, Math.min(64 << 20, outsideHeap * 15 / 100)),
                        20_000,
                        new LogSettings("info", "text", Map.of()),
                        new AccessSettings(
                                new Claims("sub"),
                                Optional.empty(),
                                new ReceptionSettings(Optional.empty(), TrustedProxies.NONE),
                                Set.of(),
                                Optional.empty(),
                                true,
                                new PeopleBounds(new CallRates(500, 100, 120), QuotaSettings.UNBOUNDED))),
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

    /** The rows of the table whose bounds are numbers; those of the others follow another setting. */
    static Stream<Arguments> bounds() {
        return SettingsTable.load().settings().stream()
                .filter(setting -> BOUNDS.matcher(setting.bounds()).matches())
                .map(setting -> {
                    Matcher bounds = BOUNDS.matcher(setting.bounds());
                    assertTrue(bounds.matches());
                    return Arguments.of(
                            setting.names().getFirst(),
                            number(bounds.group(1), bounds.group(2)),
                            number(bounds.group(3), bounds.group(4)));
                });
    }

    private static long number(String digits, String unit) {
        long number = Long.parseLong(digits.replace(",", ""));
        return unit == null
                ? number
                : number
                        << switch (unit) {
                            case " B" -> 0;
                            case " KiB" -> 10;
                            case " MiB" -> 20;
                            case " GiB" -> 30;
                            case " TiB" -> 40;
                            default -> throw new AssertionError(unit);
                        };
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("a number is taken up to both of its bounds and refused beyond, once, with the bounds told")
    void bounds(String name, long least, long most) {
        String expected = ": a whole number from " + least + " to " + most + " is needed";
        from(Map.of(name, "" + least));
        assertNotEquals(from(Map.of()), from(Map.of(name, " " + most + " ")), "the value is used");
        for (String value : new String[] {"" + (least - 1), "" + (most + 1), "many", "1.5"}) {
            assertEquals(List.of(name + expected), problems(Map.of(name, value)));
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
                new LogSettings("debug", "json", Map.of()),
                from(Map.of("EASEL_LOG", "DEBUG, Json")).log());
        assertEquals(
                new LogSettings("warn", "text", Map.of()),
                from(Map.of("EASEL_LOG", "warn")).log());
        assertEquals(
                new LogSettings("info", "json", Map.of("journal", "debug", "socket", "trace")),
                from(Map.of("EASEL_LOG", "info,json, journal=DEBUG,socket=trace"))
                        .log());
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

    @Test
    @DisplayName("keys that are published need to be told whose tokens, for whom, are meant; and come over TLS")
    void published_keys() {
        String keys = "https://issuer.example/keys";
        assertTrue(problems(Map.of("EASEL_JWT_JWKS", keys)).getFirst().startsWith("EASEL_JWT_JWKS is set: "));
        Map<String, String> whole = Map.of(
                "EASEL_JWT_JWKS", keys, "EASEL_JWT_ISSUER", "https://issuer.example", "EASEL_JWT_AUDIENCE", "easel");
        assertEquals(
                Optional.of(URI.create(keys)),
                from(whole).access().jwt().orElseThrow().keysAt());
        Map<String, String> plain = new HashMap<>(whole);
        plain.put("EASEL_JWT_JWKS", "http://issuer.example/keys");
        assertTrue(problems(plain).getFirst().startsWith("EASEL_JWT_JWKS is an https address"));
        plain.put("EASEL_JWT_JWKS", "http://127.0.0.1:9/keys");
        assertTrue(from(plain).access().jwt().isPresent());
    }
}
