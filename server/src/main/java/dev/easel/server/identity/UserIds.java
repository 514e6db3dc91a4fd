package dev.easel.server.identity;

/** Ids of people, whichever way they come in. */
public final class UserIds {
    /** The longest, in UTF-16 units. */
    public static final int MOST = 200;

    private UserIds() {}

    /** Whether it is one: 1 to {@link #MOST} characters without control characters, and no blank at either end. */
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= MOST
                && text.equals(text.strip())
                && text.codePoints().noneMatch(UserIds::isUnfit);
    }

    /** What PostgreSQL or a header could not carry. */
    static boolean isUnfit(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }
}
