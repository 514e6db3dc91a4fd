package dev.easel.server.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who is signed in.
 *
 * @param user the id, see {@link UserIds}
 * @param name to be shown, 1 to 64 characters; empty where it is not told
 */
public record Person(String user, Optional<String> name) {
    /** The longest name that is shown, in UTF-16 units. */
    public static final int MOST_NAME = 64;

    private static final Pattern GUEST = Pattern.compile("(\\s*\\(guest [^)]*\\))+$");

    /** @param told what whoever vouches for the person calls them; null where they do not say */
    public static Person of(String user, Optional<String> told) {
        return new Person(
                user,
                told.map(it -> it.codePoints()
                                .filter(point -> !UserIds.isUnfit(point))
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString()
                                .strip())
                        .map(Person::cut)
                        .map(Person::notAsGuest)
                        .filter(it -> !it.isEmpty()));
    }

    /** Without the pseudonym of a guest behind it, which is given by this server alone. */
    private static String notAsGuest(String name) {
        return GUEST.matcher(name).replaceFirst("").strip();
    }

    private static String cut(String name) {
        if (name.length() <= MOST_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(MOST_NAME - 1)) ? MOST_NAME - 1 : MOST_NAME;
        return name.substring(0, end);
    }

    /** What stands on their edits. */
    public String shown() {
        return name.orElseGet(() -> cut(user));
    }
}
