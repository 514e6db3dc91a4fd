package dev.easel.protocol.json;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes JSON values such that values that are equal, whatever the order of their keys, are equal texts: the keys of
 * each object are sorted. Numbers and strings are taken as they are written.
 */
public final class JsonByValue {
    private JsonByValue() {}

    /** Whether two values are equal, whatever the order of their keys. Equal values have texts of equal length. */
    public static boolean isEqual(Json one, Json other) {
        return one.equals(other)
                || (one.length() == other.length()
                        && (one.isObject() || one.isArray())
                        && sorted(one).equals(sorted(other)));
    }

    private static Json sorted(Json value) {
        JsonWriter out = new JsonWriter(value.length());
        write(value, out);
        return out.toJson();
    }

    /** Writes the value, with the keys of its objects in order. */
    public static void write(Json value, JsonWriter out) {
        if (value.isObject()) {
            members(value, out);
        } else if (value.isArray() && holdsObject(value)) {
            out.open('[');
            for (JsonMembers elements = new JsonMembers(value); elements.next(); ) {
                write(elements.value(), out);
            }
            out.close(']');
        } else {
            out.value(value);
        }
    }

    private static void members(Json object, JsonWriter out) {
        List<Member> sorted = new ArrayList<>();
        boolean isSorted = true;
        for (JsonMembers members = new JsonMembers(object); members.next(); ) {
            Json name = members.name();
            Member member = new Member(begin(name), name, members.value());
            isSorted &= sorted.isEmpty() || sorted.getLast().compareTo(member) < 0;
            sorted.add(member);
        }
        if (!isSorted) {
            sorted.sort(null);
        }
        out.open('{');
        for (Member member : sorted) {
            out.value(member.name).raw(':');
            write(member.value, out);
        }
        out.close('}');
    }

    /** Whether there is an object in the array. The coordinates of a long line need not be looked at one by one. */
    private static boolean holdsObject(Json array) {
        int i = JsonScan.structure(array.text, array.from);
        while (i < array.to - 1) {
            if (array.text[i] == '{') {
                return true;
            }
            i = array.text[i] == '"' ? JsonText.end(array.text, i) : i + 1;
            i = JsonScan.structure(array.text, i);
        }
        return false;
    }

    /** The first bytes of a name as one number, by which most names are told apart. */
    private static long begin(Json name) {
        long begin = 0;
        for (int i = name.from; i < Math.min(name.to, name.from + Long.BYTES + 1); i++) {
            begin = begin << Byte.SIZE | name.text[i] & 0xFF;
        }
        return begin;
    }

    /** In an order that is the same for the same names, whichever it is. */
    private record Member(long begin, Json name, Json value) implements Comparable<Member> {
        @Override
        public int compareTo(Member other) {
            int order = Long.compare(begin, other.begin);
            return order == 0 ? name.compareTo(other.name) : order;
        }
    }
}
