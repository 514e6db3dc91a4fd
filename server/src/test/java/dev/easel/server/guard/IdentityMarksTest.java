package dev.easel.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.identity.Identity;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.Person;
import dev.easel.server.identity.Sealed;
import dev.easel.server.identity.UserIds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityMarksTest {
    private static final String MARK = "a b 192.0.2.1 c1 mac";
    private static final LinkGrant LINK = new LinkGrant(new UUID(1, 2), new UUID(3, 4), "7f3a09");

    private final IdentityMarks marks = marks((byte) 1);

    private static IdentityMarks marks(byte key) {
        byte[] secret = new byte[32];
        secret[0] = key;
        return new IdentityMarks(secret, "Easel-Identity", "Easel-Forwarded");
    }

    @Test
    @DisplayName("what is told of who makes a request is read as it was, whoever it is")
    void round_trip() {
        Person longest = new Person("ä".repeat(UserIds.MOST), Optional.of("😀".repeat(Person.MOST_NAME / 2)));
        Identity ada = Identity.of(new Person("ada", Optional.of("Ada, of \"Easel\"")), 1_900_000_000_000L);
        for (Identity who : List.of(
                Identity.NOBODY,
                ada,
                Identity.of(new Person("ada", Optional.empty()), 5, "a key of a sign-in"),
                Identity.of(longest, Long.MAX_VALUE),
                Identity.of(LINK, 7),
                ada.and(Identity.of(LINK, 7)),
                new Identity(
                        Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.of("k")),
                Identity.refused("the token has ended"))) {
            String written = marks.write(who, MARK);
            assertEquals(Optional.of(who), marks.read(written, MARK));
            assertTrue(written.matches("[A-Za-z0-9_.-]+"), written);
        }
    }

    @Test
    @DisplayName("it is good with the mark of its own request alone, and under the secret of these instances")
    void bound() {
        String written = marks.write(Identity.of(LINK, 7), MARK);
        assertEquals(Optional.empty(), marks.read(written, MARK.replace("c1", "c2")));
        assertEquals(Optional.empty(), marks((byte) 2).read(written, MARK));
    }

    @Test
    @DisplayName("a part that was changed makes it nobody's, and so does what was sealed for something else")
    void forged() {
        String mallory = marks.write(Identity.of(new Person("mallory", Optional.empty()), 5), MARK);
        String ada = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("ada\n\n\n\n\n\n5\n".getBytes(StandardCharsets.UTF_8));
        String mac = mallory.substring(mallory.indexOf('.'));
        for (String forged : List.of(
                ada + mac,
                ada + ".",
                ada,
                mallory.substring(0, mallory.length() - 1),
                mallory + "=",
                "." + mac,
                ".",
                "",
                "not base64 at all!" + mac,
                new Sealed(new byte[32], "easel link token 1").seal("ada".getBytes(StandardCharsets.UTF_8), MARK))) {
            assertEquals(Optional.empty(), marks.read(forged, MARK), forged);
        }
    }

    @Test
    @DisplayName("one that has ended is read as it was: whoever lets it in looks at its end")
    void ended() {
        Identity long_ago = Identity.of(new Person("ada", Optional.empty()), 1);
        assertEquals(
                OptionalLong.of(1),
                marks.read(marks.write(long_ago, MARK), MARK).orElseThrow().endsAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000", "a\u0085b", "a\u007f"})
    @DisplayName("what would make two parts of one is not told")
    void control_characters(String text) {
        for (Identity who : List.of(
                Identity.of(new Person(text, Optional.empty()), 5),
                Identity.of(new Person("ada", Optional.of(text)), 5),
                Identity.of(new LinkGrant(LINK.project(), LINK.link(), text), 5),
                Identity.refused(text),
                Identity.of(new Person("ada", Optional.empty()), 5, text))) {
            assertThrows(IllegalArgumentException.class, () -> marks.write(who, MARK));
        }
    }

    @Test
    @DisplayName("nor what is longer than a part may be; all parts at their longest fit into a head")
    void bounds() {
        String longest = "€".repeat(IdentityMarks.MOST_PART);
        assertThrows(IllegalArgumentException.class, () -> marks.write(Identity.refused(longest + "a"), MARK));
        Identity most = new Identity(
                Optional.of(new Person(longest, Optional.of(longest))),
                Optional.of(new LinkGrant(LINK.project(), LINK.link(), longest)),
                Optional.of(longest),
                OptionalLong.of(Long.MIN_VALUE),
                Optional.of(longest));
        assertTrue(marks.write(most, MARK).length() < 8 << 10);
        assertEquals(Optional.of(most), marks.read(marks.write(most, MARK), MARK));
    }
}
