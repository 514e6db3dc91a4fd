package dev.easel.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.access.Verdict.Allowed;
import dev.easel.server.access.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
    private static final Origins LISTED =
            Origins.fromEnvironment(_ -> "https://board.example,http://localhost:5173,capacitor://localhost");
    private static final OriginPolicy LOOPBACK = new OriginPolicy(Origins.NONE, "127.0.0.1", true);
    private static final OriginPolicy LOOPBACK_LISTED = new OriginPolicy(LISTED, "127.0.0.1", true);
    private static final OriginPolicy OPEN = new OriginPolicy(Origins.NONE, "0.0.0.0", false);
    private static final OriginPolicy OPEN_LISTED = new OriginPolicy(LISTED, "0.0.0.0", false);

    private static Asked asked(String host, String... origins) {
        return new Asked(true, true, "/api/projects", List.of(host), List.of(origins), Optional.empty());
    }

    private static int status(OriginPolicy policy, Asked asked) {
        return switch (policy.decide(asked)) {
            case Allowed _ -> 200;
            case Refused refused -> refused.status();
        };
    }

    @ParameterizedTest
    @CsvSource({
        // the page's own server, with TLS at a proxy or without
        "board.example, http://board.example, 200",
        "board.example, https://board.example, 200",
        "board.example:443, https://board.example, 200",
        "board.example, https://board.example:443, 200",
        "Board.example., https://BOARD.example, 200",
        "board.example:8443, https://board.example:8443, 200",
        "10.0.0.5:8080, http://10.0.0.5:8080, 200",
        "[fd00::5]:8080, http://[FD00:0::5]:8080, 200",
        // another port, scheme or host
        "board.example:8080, http://board.example, 403",
        "board.example, https://board.example:8443, 403",
        "board.example:80, https://board.example, 403",
        "board.example, https://evil.example, 403",
        "board.example, https://board.example.evil.example, 403",
        "board.example, https://evilboard.example, 403",
        "board.example, https://sub.board.example, 403",
        "board.example, ftp://board.example, 403",
        "board.example, chrome-extension://board.example, 403",
        // no origin at all
        "board.example, null, 403",
        "board.example, '', 403",
        "board.example, *, 403",
        "board.example, board.example, 403",
        "board.example, //board.example, 403",
        "board.example, https://board.example/, 403",
        "board.example, https://evil.example@board.example, 403",
        "board.example, https://board.example https://evil.example, 403",
    })
    @DisplayName("H1 an Origin must be the host that was asked for")
    void own(String host, String origin, int status) {
        assertEquals(status, status(OPEN, asked(host, origin)));
    }

    @ParameterizedTest
    @CsvSource({
        "other.example, https://board.example",
        "127.0.0.1:8080, https://board.example",
        "127.0.0.1:8080, HTTPS://Board.example:443",
        "127.0.0.1:8080, http://localhost:5173",
        "127.0.0.1:8080, capacitor://localhost",
    })
    @DisplayName("a listed Origin may use the server from elsewhere, and read the answers")
    void listed(String host, String origin) {
        assertEquals(new Allowed(Optional.of(origin)), OPEN_LISTED.decide(asked(host, origin)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://board.example", "http://localhost", "capacitor://elsewhere", "null"})
    @DisplayName("an Origin that is not listed as it is may not")
    void not_listed(String origin) {
        assertEquals(403, status(OPEN_LISTED, asked("other.example", origin)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "a.localhost:1",
                "127.0.0.1",
                "127.9.9.9:8080",
                "[::1]"
            })
    @DisplayName("H2 on loopback, loopback names are served")
    void loopback(String host) {
        assertEquals(200, status(LOOPBACK, asked(host)));
        assertEquals(200, status(new OriginPolicy(Origins.NONE, "localhost", true), asked(host)));
        assertEquals(200, status(new OriginPolicy(Origins.NONE, "::1", true), asked(host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "0.0.0.0:8080",
                "192.168.1.5",
                "localhost.evil.example",
                "[::2]"
            })
    @DisplayName("H2 on loopback, other names are told what to set: a page may have pointed its name here")
    void rebinding(String host) {
        for (String listensOn : List.of("127.0.0.1", "localhost", "::1", "127.0.1.1")) {
            Refused refused = assertInstanceOf(
                    Refused.class,
                    new OriginPolicy(Origins.NONE, listensOn, true).decide(asked(host, "http://" + host)));
            assertEquals(421, refused.status());
            assertTrue(refused.detail().contains("EASEL_ORIGINS"), refused.detail());
        }
        assertEquals(200, status(OPEN, asked(host)));
    }

    @Test
    @DisplayName("a name of this machine alone that the server listens on is served, and no other")
    void listened() {
        OriginPolicy named = new OriginPolicy(Origins.NONE, "Workstation", true);
        assertEquals(200, status(named, asked("workstation:8080", "http://workstation:8080")));
        assertEquals(200, status(named, asked("localhost:8080")));
        assertEquals(421, status(named, asked("evil.example:8080")));
    }

    @Test
    @DisplayName("on loopback behind a proxy, the hosts of listed origins are served, at any port")
    void proxied() {
        assertEquals(200, status(LOOPBACK_LISTED, asked("board.example", "https://board.example")));
        assertEquals(200, status(LOOPBACK_LISTED, asked("board.example:8443")));
        assertEquals(200, status(LOOPBACK_LISTED, asked("127.0.0.1:8080", "https://board.example")));
        assertEquals(421, status(LOOPBACK_LISTED, asked("other.example")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "user@localhost", "localhost:99999", "localhost/", "[::1", "localhost, evil.example"})
    @DisplayName("a Host that is none is a 400")
    void malformed(String host) {
        assertEquals(400, status(LOOPBACK, asked(host)));
        assertEquals(400, status(OPEN, asked(host)));
    }

    @Test
    @DisplayName("a request has one Host and one Origin at most")
    void doubled() {
        List<String> twice = List.of("localhost", "localhost");
        assertEquals(400, status(OPEN, new Asked(false, true, "/", twice, List.of(), Optional.empty())));
        assertEquals(400, status(OPEN, new Asked(false, true, "/", List.of(), List.of(), Optional.empty())));
        assertEquals(400, status(OPEN, asked("localhost", "http://localhost", "http://localhost")));
    }

    @Test
    @DisplayName("HTTP/1.0 needs no Host where no page is involved")
    void old() {
        assertEquals(200, status(LOOPBACK, new Asked(false, false, "/", List.of(), List.of(), Optional.empty())));
        assertEquals(
                400,
                status(
                        LOOPBACK,
                        new Asked(true, false, "/", List.of(), List.of("http://a.example"), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "/api, 200",
        "*, 200",
        "http://localhost:8080/api, 200",
        "HTTP://LOCALHOST:8080, 200",
        "https://localhost:8080?a=http://x, 200",
        "http://evil.example/api, 400",
        "http://localhost:8081/api, 400",
        "http://user@localhost:8080/api, 400",
        "ftp://localhost:8080/, 400",
        "localhost:8080, 400",
        "api, 400",
    })
    @DisplayName("a target that names a host names the same as the Host header")
    void absolute(String target, int status) {
        assertEquals(
                status,
                status(
                        LOOPBACK,
                        new Asked(false, true, target, List.of("localhost:8080"), List.of(), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "true, cross-site, 403",
        "true, same-origin, 200",
        "true, none, 200",
        "false, cross-site, 200", // a link from elsewhere
    })
    @DisplayName("what a browser calls another site's changes nothing, also without an Origin")
    void fetch_site(boolean changes, String site, int status) {
        Asked asked = new Asked(changes, true, "/", List.of("localhost"), List.of(), Optional.of(site));
        assertEquals(status, status(LOOPBACK, asked));
    }
}
