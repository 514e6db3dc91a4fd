package dev.easel.protocol;

/** Checks the ids of objects: 1–64 of {@code A-Z a-z 0-9 _ -}. */
public final class ObjectIds {
    private ObjectIds() {}

    public static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > 64) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
