package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.identity.Credentials;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.Person;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CookieAuthenticatorTest {
    private static final String NAME = "__Host-easel_session";
    private static final Person ADA = new Person("ada", Optional.of("Ada"));

    private final MemorySignIns stored = new MemorySignIns();
    private final SignInToken token = SignInToken.random(new SecureRandom());
    private Instant now = Instant.ofEpochMilli(1_000_000);
    private final CookieAuthenticator authenticator = new CookieAuthenticator(
            new RecentSignIns(stored, () -> now), new Cookies(new PublicUrl("https://board.example", "")), () -> now);

    private Identity identify(Map<String, String> cookies) {
        return authenticator
                .identify(new Credentials(Optional.empty(), cookies, Optional.empty()))
                .result();
    }

    private void signedIn(long forMs) {
        stored.begin(token.key(), new SignIn(ADA, now.toEpochMilli() + forMs));
    }

    @Test
    @DisplayName("what a cookie opens has to show it once more after an hour, however long the sign-in lasts")
    void shown() {
        signedIn(SignIn.MOST_MS);
        Identity first = identify(Map.of(NAME, token.text()));
        assertEquals(Identity.of(ADA, 1_000_000 + 3_600_000, token.key()), first);
        now = now.plusMillis(CookieAuthenticator.SHOWN_MS);
        assertEquals(Identity.of(ADA, 1_000_000 + 7_200_000, token.key()), identify(Map.of(NAME, token.text())));
    }

    @Test
    @DisplayName("it opens nothing beyond the end of the sign-in, and nothing at all from then on")
    void ends() {
        signedIn(1_000);
        assertEquals(Identity.of(ADA, 1_001_000, token.key()), identify(Map.of(NAME, token.text())));
        now = now.plusMillis(999);
        assertEquals(Identity.of(ADA, 1_001_000, token.key()), identify(Map.of(NAME, token.text())));
        now = now.plusMillis(1);
        assertEquals(Identity.NOBODY, identify(Map.of(NAME, token.text())), "as it is remembered");
        assertEquals(1, stored.asked);
    }

    @Test
    @DisplayName("a cookie that is none of ours, or whose sign-in is over, says nothing, and is never refused")
    void nobody() {
        signedIn(1_000);
        assertEquals(Identity.NOBODY, identify(Map.of()));
        assertEquals(Identity.NOBODY, identify(Map.of("easel_session", token.text())));
        assertEquals(Identity.NOBODY, identify(Map.of(NAME, "")));
        assertEquals(Identity.NOBODY, identify(Map.of(NAME, token.text() + "a")));
        assertEquals(0, stored.asked);
        stored.end(token.key());
        assertEquals(Identity.NOBODY, identify(Map.of(NAME, token.text())));
    }
}
