package dev.easel.server.identity;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who asks, as far as it is known.
 *
 * @param person who is signed in
 * @param link the share link that they came by
 * @param refusal why a token that the request brought says nothing: then nothing else it brought counts either
 * @param endsAt when this has to be told anew, in milliseconds since 1970; empty where it need not
 * @param signIn names the sign-in of the cookie that tells it, with which it ends; empty where no cookie does
 */
public record Identity(
        Optional<Person> person,
        Optional<LinkGrant> link,
        Optional<String> refusal,
        OptionalLong endsAt,
        Optional<String> signIn) {
    public static final Identity NOBODY =
            new Identity(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());

    public static Identity of(Person person, long endsAt) {
        return new Identity(
                Optional.of(person), Optional.empty(), Optional.empty(), OptionalLong.of(endsAt), Optional.empty());
    }

    public static Identity of(Person person, long endsAt, String signIn) {
        return new Identity(
                Optional.of(person), Optional.empty(), Optional.empty(), OptionalLong.of(endsAt), Optional.of(signIn));
    }

    public static Identity of(LinkGrant link, long endsAt) {
        return new Identity(
                Optional.empty(), Optional.of(link), Optional.empty(), OptionalLong.of(endsAt), Optional.empty());
    }

    /** @param why what is wrong with the token, and what to do; a sentence without the token in it */
    public static Identity refused(String why) {
        return new Identity(
                Optional.empty(), Optional.empty(), Optional.of(why), OptionalLong.empty(), Optional.empty());
    }

    /** The same as long as it counts; once that has ended, nothing else was brought. */
    public Identity at(long now) {
        return endsAt.orElse(Long.MAX_VALUE) > now
                ? this
                : refused("that by which you were known has ended; sign in, or open the link, again");
    }

    /** Whether it is known who asks, or by which link they came. */
    public boolean isKnown() {
        return refusal.isEmpty() && (person.isPresent() || link.isPresent());
    }

    /** Both of them: the person of this one first, and until the first of their ends. A refusal is all there is. */
    public Identity and(Identity other) {
        if (refusal.isPresent() || other.equals(NOBODY)) {
            return this;
        }
        if (other.refusal.isPresent() || equals(NOBODY)) {
            return other;
        }
        return new Identity(
                person.or(other::person),
                link.or(other::link),
                Optional.empty(),
                earlier(endsAt, other.endsAt),
                person.isPresent() ? signIn : other.signIn);
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
