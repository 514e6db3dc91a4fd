package dev.easel.server.members;

import dev.easel.protocol.ServerMessage.Role;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Roles as the tables have them. */
final class Roles {
    private Roles() {}

    static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static Role of(String text) {
        return Role.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Empty where the column is null. */
    static Optional<Role> of(Row row, String column) {
        @Nullable String text = row.getString(column);
        return Optional.ofNullable(text).map(Roles::of);
    }
}
