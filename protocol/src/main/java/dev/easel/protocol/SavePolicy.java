package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import java.util.List;

/**
 * When the rows of a project are written (rule S1): {@code save} of its settings. It never decides what is durable: the
 * journal does.
 */
public sealed interface SavePolicy {
    /** The least and the most milliseconds of each member. */
    long LEAST_MS = 1_000;

    long MOST_MS = 600_000;

    SavePolicy STANDARD = new Standard();

    /** With every round of the server's own interval. */
    record Standard() implements SavePolicy {
        @Override
        public long dueAt(long since, long changedAt) {
            return since;
        }
    }

    /** So many milliseconds after the first change that is not saved. */
    record Interval(long everyMs) implements SavePolicy {
        @Override
        public long dueAt(long since, long changedAt) {
            return since + everyMs;
        }
    }

    /**
     * Once nothing has changed for {@code idleMs}, and at the latest {@code maxMs} after the first change that is not
     * saved; in milliseconds.
     */
    record Debounce(long idleMs, long maxMs) implements SavePolicy {
        @Override
        public long dueAt(long since, long changedAt) {
            return Math.min(changedAt + idleMs, since + maxMs);
        }
    }

    /**
     * When a project is to be saved, in milliseconds since 1970, as both parameters are.
     *
     * @param since the first change that is not saved
     * @param changedAt the last change
     */
    long dueAt(long since, long changedAt);

    /**
     * The policy in a project's settings, a JSON object; {@link #STANDARD} when they name none.
     *
     * @throws IllegalArgumentException what they name is no policy; the message says what would be one
     */
    static SavePolicy read(Json settings) {
        Json save = JsonMembers.find(settings, Json.string("save"));
        if (save == null) {
            return STANDARD;
        }
        return switch (mode(save)) {
            case "interval" -> {
                only(save, "everyMs");
                yield new Interval(milliseconds(save, "everyMs", 5_000));
            }
            case "debounce" -> {
                only(save, "idleMs", "maxMs");
                Debounce debounce =
                        new Debounce(milliseconds(save, "idleMs", 10_000), milliseconds(save, "maxMs", 60_000));
                if (debounce.idleMs() > debounce.maxMs()) {
                    throw new IllegalArgumentException("idleMs of settings.save is at most its maxMs");
                }
                yield debounce;
            }
            default ->
                throw new IllegalArgumentException("settings.save is {\"mode\": \"interval\", \"everyMs\"} or "
                        + "{\"mode\": \"debounce\", \"idleMs\", \"maxMs\"}");
        };
    }

    /** The same of settings that may have been stored by anybody: what is no policy counts as none. */
    static SavePolicy of(Json settings) {
        try {
            return read(settings);
        } catch (IllegalArgumentException _) {
            return STANDARD;
        }
    }

    private static String mode(Json save) {
        Json mode = save.isObject() ? JsonMembers.find(save, Json.string("mode")) : null;
        return mode != null && mode.isString() ? mode.stringValue() : "";
    }

    private static void only(Json save, String... names) {
        JsonMembers members = new JsonMembers(save);
        while (members.next()) {
            String name = members.name().stringValue();
            if (!name.equals("mode") && !List.of(names).contains(name)) {
                throw new IllegalArgumentException(
                        "settings.save has beside its mode only " + String.join(", ", names));
            }
        }
    }

    private static long milliseconds(Json save, String name, long standard) {
        Json value = JsonMembers.find(save, Json.string(name));
        if (value == null) {
            return standard;
        }
        String digits = value.toString();
        long milliseconds = digits.matches("[0-9]{1,7}") ? Long.parseLong(digits) : 0;
        if (milliseconds < LEAST_MS || milliseconds > MOST_MS) {
            throw new IllegalArgumentException(
                    name + " of settings.save is an integer from " + LEAST_MS + " to " + MOST_MS);
        }
        return milliseconds;
    }
}
