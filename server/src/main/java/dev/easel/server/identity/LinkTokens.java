package dev.easel.server.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.protocol.Uuids;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The tokens that share links are exchanged for. They say which link it was, and not what it gives: that is looked up
 * each time, so that a link that is revoked is so at once. May be used from any thread.
 */
public final class LinkTokens implements Authenticator {
    /** How long one is good, in milliseconds. */
    public static final long LIFE_MS = 3_600_000;

    /** No other token begins so. */
    private static final String PREFIX = "easel-link.";

    private static final String PURPOSE = "easel link token 1";
    private static final int PARTS = 4;

    private final Sealed sealed;
    private final InstantSource clock;

    /** @param key that only the instances of one database know */
    public LinkTokens(byte[] key, InstantSource clock) {
        sealed = new Sealed(key, PURPOSE);
        this.clock = clock;
    }

    /** @param linkEndsAt the end of the link, in milliseconds since 1970 */
    public Token write(LinkGrant grant, OptionalLong linkEndsAt) {
        long endsAt = Math.min(clock.millis() + LIFE_MS, linkEndsAt.orElse(Long.MAX_VALUE));
        String text = grant.project() + " " + grant.link() + " " + grant.guest() + " " + endsAt;
        return new Token(PREFIX + sealed.seal(text.getBytes(US_ASCII), ""), endsAt);
    }

    /** The pseudonym in a token of this project, also in one that has ended: who comes back keeps it. */
    public Optional<String> guestOf(String token, UUID project) {
        return read(token)
                .map(Read::grant)
                .filter(it -> it.project().equals(project))
                .map(LinkGrant::guest);
    }

    @Override
    public Future<Identity> identify(Credentials credentials) {
        return Future.succeededFuture(credentials
                .bearer()
                .filter(it -> it.startsWith(PREFIX))
                .map(token -> read(token)
                        .map(this::identity)
                        .orElseGet(() -> Identity.refused("this is no token of this server; open the link again")))
                .orElse(Identity.NOBODY));
    }

    private Identity identity(Read read) {
        return read.endsAt() <= clock.millis()
                ? Identity.refused("the token has ended; open the link again")
                : Identity.of(read.grant(), read.endsAt());
    }

    /** Whether it is one of these, good or not. */
    public static boolean isOne(String bearer) {
        return bearer.startsWith(PREFIX);
    }

    private Optional<Read> read(String token) {
        return isOne(token)
                ? sealed.open(token.substring(PREFIX.length()), "").flatMap(LinkTokens::parsed)
                : Optional.empty();
    }

    private static Optional<Read> parsed(byte[] content) {
        String[] parts = new String(content, US_ASCII).split(" ", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        return Uuids.parse(parts[0])
                .flatMap(project -> Uuids.parse(parts[1]).map(link -> new LinkGrant(project, link, parts[2])))
                .map(grant -> new Read(grant, Long.parseLong(parts[3])));
    }

    private record Read(LinkGrant grant, long endsAt) {}

    /** @param endsAt in milliseconds since 1970 */
    public record Token(String text, long endsAt) {
        @Override
        public String toString() {
            return "a token";
        }
    }
}
