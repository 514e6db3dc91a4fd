package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.openid.Begun;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final long NOW = 1_800_000_000_000L;
    /** What browsers keep of a cookie, name and attributes included. */
    private static final int MOST_COOKIE = 4_096;

    private final SecureRandom random = new SecureRandom();
    private final Attempts attempts = new Attempts(new byte[32], random);

    private Attempt attempt(long at, String to) {
        return new Attempt(Begun.now(random), at, to);
    }

    @Test
    @DisplayName("any instance reads what another has written, and each state finds its own")
    void read() {
        List<Attempt> written = List.of(attempt(NOW, "/"), attempt(NOW, "/p/1?view&x=%20"));
        String value = attempts.write(written);
        assertEquals(written, new Attempts(new byte[32], random).read(value, NOW));
        for (Attempt one : written) {
            assertEquals(Optional.of(one), Attempts.find(written, one.begun().state()));
            assertFalse(value.contains(one.begun().state()));
        }
        assertEquals(Optional.empty(), Attempts.find(written, ""));
        assertNotEquals(value, attempts.write(written));
    }

    @Test
    @DisplayName("what nobody has written, or was changed in one place, is nothing")
    void forged() {
        String value = attempts.write(List.of(attempt(NOW, "/")));
        for (String bad : List.of("", "!", "AAAA", value.substring(1), value + "AA", "A".repeat(200))) {
            assertEquals(List.of(), attempts.read(bad, NOW), bad);
        }
        char[] changed = value.toCharArray();
        changed[40] = changed[40] == 'A' ? 'B' : 'A';
        assertEquals(List.of(), attempts.read(new String(changed), NOW));
        byte[] other = new byte[32];
        other[0] = 1;
        assertEquals(List.of(), new Attempts(other, random).read(value, NOW));
    }

    @Test
    @DisplayName("after a quarter of an hour a sign-in is under way no more")
    void late() {
        Attempt early = attempt(NOW, "/");
        String value = attempts.write(List.of(early));
        assertEquals(List.of(early), attempts.read(value, NOW + Attempt.MOST_MS - 1));
        assertEquals(List.of(), attempts.read(value, NOW + Attempt.MOST_MS));
    }

    @Test
    @DisplayName("of many tabs the last four are kept, and the cookie fits")
    void bound() {
        List<Attempt> all = List.of();
        List<Attempt> begun = new ArrayList<>();
        String longest = "/" + "p".repeat(LocalPath.LONGEST - 1);
        for (int i : IntStream.range(0, 10).toArray()) {
            begun.add(attempt(NOW + i, longest));
            all = Attempts.with(all, begun.getLast());
        }
        assertEquals(begun.subList(6, 10), all);
        String cookie = new Cookies(new PublicUrl("https://board.example", "/" + "b".repeat(199)))
                .setUnderWay(attempts.write(all));
        assertTrue(cookie.length() <= MOST_COOKIE, () -> cookie.length() + " characters");
    }
}
