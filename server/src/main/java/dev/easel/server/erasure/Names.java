package dev.easel.server.erasure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of somebody who is erased. One that ends in the pseudonym of a guest, {@code (guest 7f3a2c09d1e5b846)},
 * means that guest, whatever name they gave beside it. All others are compared as they are.
 */
final class Names {
    private static final Pattern GUEST = Pattern.compile("(?s).*(\\(guest ([0-9a-f]{6}|[0-9a-f]{16})\\))");

    private final Set<String> exact = new LinkedHashSet<>();
    private final Set<String> endings = new LinkedHashSet<>();
    private final Set<String> ids = new LinkedHashSet<>();

    Names(List<String> given) {
        for (String name : given) {
            ids.add(name);
            Matcher guest = GUEST.matcher(name);
            if (guest.matches()) {
                endings.add(guest.group(1));
                ids.add(guest.group(2));
            } else {
                exact.add(name);
            }
        }
    }

    /** Whether it is one of them. */
    boolean has(String author) {
        return exact.contains(author) || endings.stream().anyMatch(author::endsWith);
    }

    /** What an author is compared with by {@code LIKE}: the same as {@link #has}. */
    String[] patterns() {
        Set<String> patterns = new LinkedHashSet<>();
        exact.forEach(it -> patterns.add(it.replaceAll("[\\\\%_]", "\\\\$0")));
        endings.forEach(it -> patterns.add("%" + it));
        return patterns.toArray(String[]::new);
    }

    /** What somebody is called where they are not named as an author: a user id, or the pseudonym of a guest. */
    String[] ids() {
        return ids.toArray(String[]::new);
    }
}
