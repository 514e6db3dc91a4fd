package dev.easel.server.membercalls;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.call.Problem;
import dev.easel.server.members.MembersRefusal;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What these calls have in common: roles as text, and refusals. */
final class Answers {
    private static final Map<String, Role> ROLES =
            Map.of("owner", Role.OWNER, "editor", Role.EDITOR, "viewer", Role.VIEWER);
    private static final int RETRY_AFTER_S = 1;

    private Answers() {}

    static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Empty where it is no role. */
    static Optional<Role> role(@Nullable String text) {
        return Optional.ofNullable(text).map(ROLES::get);
    }

    /** Where nobody signs in there is nobody who could be let in. */
    static void needsPeople(boolean isOpen) {
        if (isOpen) {
            throw Problem.of(
                    409,
                    "open",
                    "nobody signs in at this server, and everybody who reaches it may do everything; whoever runs it"
                            + " can set up how people sign in");
        }
    }

    static <T> Future<T> told(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                failure instanceof MembersRefusal it
                        ? refused(it)
                        : failure instanceof Problem
                                ? failure
                                : Problem.unavailable(
                                        "the database does not answer; try again", RETRY_AFTER_S, failure)));
    }

    private static Problem refused(MembersRefusal it) {
        String why = String.valueOf(it.getMessage());
        return switch (it.reason()) {
            case NO_PROJECT, NO_MEMBER, NO_LINK, NO_REQUEST -> Problem.notFound(why);
            case NO_OWNER -> Problem.denied("forbidden", why);
            case LAST_OWNER -> Problem.of(409, "last_owner", why);
            case LINK_ENDED -> Problem.denied("link_ended", why);
            case TOO_MANY_MEMBERS, TOO_MANY_LINKS, TOO_MANY_REQUESTS -> Problem.of(422, why);
        };
    }
}
