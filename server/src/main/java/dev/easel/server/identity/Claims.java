package dev.easel.server.identity;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads who a person is from the claims of a token that was verified.
 *
 * @param user the claim that is the user id
 */
public record Claims(String user) {
    /** The claim that every issuer has, and gives to nobody else later. */
    public static final String DEFAULT = "sub";

    private static final String EMAIL = "email";

    /** Empty where the claim is not there or is no user id; an address of mail counts unless it is not verified. */
    public Optional<Person> person(Map<String, Object> claims) {
        if (user.equals(EMAIL) && isUnverified(claims.get("email_verified"))) {
            return Optional.empty();
        }
        return text(claims, user).filter(UserIds::isValid).map(id -> Person.of(id, name(claims)));
    }

    private static boolean isUnverified(@Nullable Object verified) {
        return Boolean.FALSE.equals(verified) || "false".equals(verified);
    }

    private static Optional<String> name(Map<String, Object> claims) {
        return text(claims, "name").or(() -> text(claims, "preferred_username"));
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
