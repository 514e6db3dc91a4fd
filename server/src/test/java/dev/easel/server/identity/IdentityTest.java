package dev.easel.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IdentityTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final LinkGrant GRANT = new LinkGrant(PROJECT, new UUID(0, 2), "abc123");

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final LinkTokens tokens = new LinkTokens(new byte[32], () -> Instant.ofEpochMilli(now.get()));

    private Identity identify(String bearer) {
        return tokens.identify(new Credentials(Optional.of(bearer), Map.of(), Optional.empty()))
                .result();
    }

    @Test
    @DisplayName("who was known is not any more from the end on: that is a refusal, and says what to do")
    void ends() {
        Identity ada = Identity.of(new Person("ada", Optional.empty()), 5);
        assertEquals(ada, ada.at(4));
        assertTrue(ada.at(5).refusal().orElseThrow().contains("sign in"));
        assertFalse(ada.at(5).isKnown());
        assertEquals(Identity.NOBODY, Identity.NOBODY.at(Long.MAX_VALUE - 1));
    }

    @Test
    @DisplayName("the token of a link says which one it was, for an hour, and not beyond the link's own end")
    void link_token() {
        LinkTokens.Token token = tokens.write(GRANT, OptionalLong.empty());
        assertEquals(now.get() + LinkTokens.LIFE_MS, token.endsAt());
        assertEquals(Optional.of(GRANT), identify(token.text()).link());
        assertEquals(
                now.get() + 5,
                tokens.write(GRANT, OptionalLong.of(now.get() + 5)).endsAt());
        now.addAndGet(LinkTokens.LIFE_MS);
        assertTrue(identify(token.text()).refusal().isPresent());
        assertEquals(Optional.of("abc123"), tokens.guestOf(token.text(), PROJECT), "the pseudonym stays");
        assertEquals(Optional.empty(), tokens.guestOf(token.text(), new UUID(0, 9)));
    }

    @Test
    @DisplayName("a token that somebody has changed, or made with another key, is refused; another kind is none")
    void forged() {
        String text = tokens.write(GRANT, OptionalLong.empty()).text();
        LinkTokens others = new LinkTokens(new byte[] {1}, () -> Instant.ofEpochMilli(now.get()));
        for (String bad : new String[] {
            text + "x",
            text.substring(0, text.length() - 1),
            text.replace("easel-link.", "easel-link.A"),
            "easel-link.",
            "easel-link..",
            "easel-link.%%%.x",
            others.write(GRANT, OptionalLong.empty()).text()
        }) {
            assertTrue(identify(bad).refusal().isPresent(), bad);
        }
        assertEquals(Identity.NOBODY, identify("eyJ.eyJ.x"));
    }

    @Test
    @DisplayName("of several ways to come in the first says who it is, and a refusal is all there is")
    void together() {
        Identity person = Identity.of(new Person("ada", Optional.empty()), 7);
        Identity link = Identity.of(GRANT, 5);
        Identity both = person.and(link);
        assertEquals(person.person(), both.person());
        assertEquals(link.link(), both.link());
        assertEquals(OptionalLong.of(5), both.endsAt());
        assertEquals(person, Identity.NOBODY.and(person));
        assertFalse(person.and(Identity.refused("ended")).isKnown());
        assertFalse(Identity.refused("ended").and(person).isKnown());
    }

    @Test
    @DisplayName("a user id is 1 to 200 characters without control characters, and a name is cut")
    void people() {
        assertTrue(UserIds.isValid("auth0|Zoë Ω 😀"));
        assertTrue(UserIds.isValid("x".repeat(UserIds.MOST)));
        for (String bad : new String[] {"", " ", " a", "a\n", "a\0b", "\ud800", "x".repeat(UserIds.MOST + 1)}) {
            assertFalse(UserIds.isValid(bad));
        }
        assertEquals(
                Optional.of("Ada L"), Person.of("ada", Optional.of(" Ada\n L ")).name());
        assertEquals(Optional.empty(), Person.of("ada", Optional.of(" \t")).name());
        assertEquals(
                Optional.of("Ada"),
                Person.of("ada", Optional.of("\ud800A\udc00da")).name());
        String long63 = "x".repeat(Person.MOST_NAME - 1);
        assertEquals(
                Optional.of(long63),
                Person.of("ada", Optional.of(long63 + "😀")).name());
        assertEquals("ada", new Person("ada", Optional.empty()).shown());
    }

    @Test
    @DisplayName("nobody who is signed in is called like a guest, also not where a long name is cut")
    void not_as_guest() {
        String guest = "(guest 7f3a2c09d1e5b846)";
        String room = "x".repeat(Person.MOST_NAME - guest.length());
        assertEquals(
                Optional.of("Bob"),
                Person.of("bob", Optional.of("Bob " + guest)).name());
        assertEquals(
                Optional.of("Bob"),
                Person.of("bob", Optional.of("Bob " + guest + guest)).name());
        assertEquals(
                Optional.of(room),
                Person.of("bob", Optional.of(room + guest + "y")).name());
        assertEquals(Optional.empty(), Person.of("bob", Optional.of(guest)).name());
        assertEquals(
                Optional.of("Bob (guest) B"),
                Person.of("bob", Optional.of("Bob (guest) B")).name());
    }

    @Test
    @DisplayName("claims say who it is, and an address of mail that is not verified says nothing")
    void claims() {
        assertEquals(
                "ada",
                new Claims("sub").person(Map.of("sub", "ada")).orElseThrow().user());
        assertEquals(Optional.empty(), new Claims("sub").person(Map.of("sub", 7)));
        assertEquals(Optional.empty(), new Claims("sub").person(Map.of("sub", "a\n")));
        Claims mail = new Claims("email");
        assertEquals(
                Optional.of("Ada"),
                mail.person(Map.of("email", "a@b.c", "name", "Ada"))
                        .orElseThrow()
                        .name());
        assertTrue(mail.person(Map.of("email", "a@b.c", "email_verified", true)).isPresent());
        assertEquals(Optional.empty(), mail.person(Map.of("email", "a@b.c", "email_verified", false)));
        assertEquals(Optional.empty(), mail.person(Map.of("email", "a@b.c", "email_verified", "false")));
    }

    @Test
    @DisplayName("proxies are trusted by address and range, of both kinds")
    void proxies() {
        TrustedProxies proxies = TrustedProxies.parse("127.0.0.1, 10.1.0.0/15,fd00::/8");
        for (String trusted : new String[] {"127.0.0.1", "10.1.2.3", "10.0.255.255", "fd12::1", "fdff::1%eth0"}) {
            assertTrue(proxies.trusts(trusted), trusted);
        }
        for (String other : new String[] {"127.0.0.2", "10.2.0.0", "fe80::1", "localhost", "", "-"}) {
            assertFalse(proxies.trusts(other), other);
        }
        assertFalse(TrustedProxies.NONE.trusts("127.0.0.1"));
        assertTrue(TrustedProxies.parse("0.0.0.0/0").trusts("8.8.8.8"));
        for (String bad : new String[] {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0.0/x"}) {
            assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(bad), bad);
        }
    }
}
