package dev.easel.protocol;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the members of one object, none of which may occur twice. Used once.
 *
 * <p>Most objects have few members: up to {@value #FEW} names are compared one by one. More names are kept in a hash
 * set, which stays fast when a client chooses names with equal hashes.
 */
final class Names {
    private static final int FEW = 32;

    private String[] few = {};
    private int count;
    private @Nullable Set<String> many;

    /** Adds a name; false when it occurs a second time. */
    boolean add(String name) {
        if (many != null) {
            return many.add(name);
        }
        for (int i = 0; i < count; i++) {
            if (few[i].hashCode() == name.hashCode() && few[i].equals(name)) {
                return false;
            }
        }
        if (count == FEW) {
            many = new HashSet<>(Arrays.asList(few));
            return many.add(name);
        }
        if (count == few.length) {
            few = Arrays.copyOf(few, Math.max(8, 2 * count));
        }
        few[count++] = name;
        return true;
    }

    void forEach(Consumer<String> name) {
        (many == null ? Arrays.asList(few).subList(0, count) : many).forEach(name);
    }
}
