package dev.easel.protocol;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the members of one object, none of which may occur twice. Used once.
 *
 * <p>Most objects have few members: up to {@value #FEW} names are compared one by one. More names are kept in a hash
 * set, by a hash that nobody outside can compute: a client that chooses names whose {@link String#hashCode} is equal
 * would make that set slow.
 */
final class Names {
    private static final int FEW = 32;

    /** Drawn for this process. No result depends on it. */
    private static final long SECRET = new SplittableRandom().nextLong() | 1;

    private String[] few = {};
    private int count;
    private @Nullable Set<Key> many;

    /** Adds a name; false when it occurs a second time. */
    boolean add(String name) {
        if (many != null) {
            return many.add(new Key(name));
        }
        for (int i = 0; i < count; i++) {
            if (few[i].hashCode() == name.hashCode() && few[i].equals(name)) {
                return false;
            }
        }
        if (count == FEW) {
            many = new HashSet<>();
            for (String earlier : few) {
                many.add(new Key(earlier));
            }
            return many.add(new Key(name));
        }
        if (count == few.length) {
            few = Arrays.copyOf(few, Math.max(8, 2 * count));
        }
        few[count++] = name;
        return true;
    }

    void forEach(Consumer<String> name) {
        if (many == null) {
            Arrays.asList(few).subList(0, count).forEach(name);
        } else {
            many.forEach(key -> name.accept(key.name));
        }
    }

    static long hash(String name) {
        long hash = SECRET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * SECRET;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private record Key(String name, long hash) {
        Key(String name) {
            this(name, Names.hash(name));
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }
    }
}
