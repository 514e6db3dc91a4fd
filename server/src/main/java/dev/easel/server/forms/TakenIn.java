package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of others' changes a form shows that it had not known before: some, and not all of them. It does not follow
 * from the edits of the form, so the group of the edit tells it.
 *
 * @param base the event before of the same form: what it shows is as it was there
 * @param which a bit for each property that was other there than the form knew it, in the order of their names
 */
record TakenIn(long base, BigInteger which) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("-([0-9a-z]{1,11})-([0-9a-z]{1,50})");

    /**
     * Empty where it has taken in nothing.
     *
     * @param known the props as the form showed them at its base
     * @param then the props as they were there
     * @param form as it shows them now
     */
    static Optional<TakenIn> of(long base, Json known, Json then, Json form) {
        Map<Json, Json> there = JsonMembers.byName(then);
        Map<Json, Json> shown = JsonMembers.byName(form);
        BigInteger which = BigInteger.ZERO;
        List<Json> news = news(JsonMembers.byName(known), there);
        for (int i = 0; i < news.size(); i++) {
            if (isSame(there.get(news.get(i)), shown.get(news.get(i)))) {
                which = which.setBit(i);
            }
        }
        return which.signum() == 0 ? Optional.empty() : Optional.of(new TakenIn(base, which));
    }

    /** @param text as {@link #text} makes it */
    static Optional<TakenIn> read(String text) {
        Matcher found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(new TakenIn(Long.parseLong(found.group(1), RADIX), new BigInteger(found.group(2), RADIX)))
                : Optional.empty();
    }

    String text() {
        return "-" + Long.toString(base, RADIX) + "-" + which.toString(RADIX);
    }

    /** What makes of what the form knew what it knows with this. */
    Change.Patch patch(String object, Json known, Json there) {
        Map<Json, Json> then = JsonMembers.byName(there);
        List<Json> news = news(JsonMembers.byName(known), then);
        JsonWriter set = new JsonWriter(256).open('{');
        List<String> unset = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            Json value = then.get(news.get(i));
            if (which.testBit(i) && value != null) {
                set.member(news.get(i), value);
            } else if (which.testBit(i)) {
                unset.add(news.get(i).stringValue());
            }
        }
        return new Change.Patch(object, set.close('}').toJson(), unset, List.of());
    }

    /** The properties that are other, or only in one of them. */
    private static List<Json> news(Map<Json, Json> known, Map<Json, Json> there) {
        List<Json> news = new ArrayList<>(there.keySet());
        known.keySet().stream().filter(name -> !there.containsKey(name)).forEach(news::add);
        news.removeIf(name -> isSame(known.get(name), there.get(name)));
        news.sort((one, other) -> one.toString().compareTo(other.toString()));
        return news;
    }

    private static boolean isSame(@Nullable Json one, @Nullable Json other) {
        return one == null || other == null ? Objects.equals(one, other) : JsonByValue.isEqual(one, other);
    }
}
