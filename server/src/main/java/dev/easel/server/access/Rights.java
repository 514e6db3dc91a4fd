package dev.easel.server.access;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Decision.Absent;
import dev.easel.server.access.Decision.Denied;
import dev.easel.server.access.Decision.Granted;
import dev.easel.server.access.Decision.SignedOut;
import dev.easel.server.identity.Identity;
import java.util.Optional;

/**
 * Who may do what, where people sign in: the one place that decides it. {@code server/docs/access.md} is its
 * specification. Pure.
 */
public final class Rights {
    /** The code of a refusal of somebody who has no role at all in the project. */
    public static final String NO_ACCESS = "no_access";

    /** The code of a refusal of somebody whose role is too low. */
    public static final String FORBIDDEN = "forbidden";

    private Rights() {}

    /** Of a call that is about no project. */
    public static Decision decide(Need need, Identity who, boolean isOperator) {
        return switch (need) {
            case ANYBODY -> new Granted(Role.VIEWER);
            case PERSON -> who.person().isPresent() && who.refusal().isEmpty() ? new Granted(Role.VIEWER) : signIn(who);
            case OPERATOR -> {
                if (who.person().isEmpty() || who.refusal().isPresent()) {
                    yield signIn(who);
                }
                yield isOperator
                        ? new Granted(Role.VIEWER)
                        : new Denied(FORBIDDEN, "this is for those who run the server: whom EASEL_OPERATORS names");
            }
            case PERSON_AT_PROJECT,
                    VIEWER,
                    PERSON_WHO_VIEWS,
                    MEMBER,
                    EDITOR,
                    OWNER,
                    OWNER_ALSO_OF_TRASH,
                    OWNER_OR_ONESELF -> throw new IllegalArgumentException(need + " is about a project");
        };
    }

    /**
     * Of a call that is about a project.
     *
     * @param subject the person in the path, where there is one
     */
    public static Decision decide(Need need, Identity who, Standing standing, Optional<String> subject) {
        if (!who.isKnown()) {
            return signIn(who);
        }
        if (!standing.exists() && !(standing.isTrashed() && need == Need.OWNER_ALSO_OF_TRASH)) {
            return new Absent();
        }
        Optional<Role> role = standing.role();
        if (need == Need.PERSON_AT_PROJECT) {
            return who.person().isPresent() ? new Granted(role.orElse(Role.VIEWER)) : signIn(who);
        }
        if (role.isEmpty()) {
            return new Denied(NO_ACCESS, "you have no access to this board; ask its owner for it");
        }
        boolean isSubject = subject.isPresent() && subject.equals(who.person().map(person -> person.user()));
        return switch (need) {
            case VIEWER -> new Granted(role.get());
            case PERSON_WHO_VIEWS -> who.person().isPresent() ? new Granted(role.get()) : signIn(who);
            case MEMBER ->
                standing.member().isPresent()
                        ? new Granted(role.get())
                        : new Denied(FORBIDDEN, "this is for members of the board, and not for who came by a link");
            case EDITOR ->
                role.get() == Role.VIEWER
                        ? new Denied(FORBIDDEN, "you may view this board, and not change it; its owner can allow it")
                        : new Granted(role.get());
            case OWNER, OWNER_ALSO_OF_TRASH -> owner(role.get());
            case OWNER_OR_ONESELF -> isSubject ? new Granted(role.get()) : owner(role.get());
            case ANYBODY, PERSON, PERSON_AT_PROJECT, OPERATOR ->
                throw new IllegalArgumentException(need + " is about no role in a project");
        };
    }

    private static Decision owner(Role role) {
        return role == Role.OWNER ? new Granted(role) : new Denied(FORBIDDEN, "this is for owners of the board");
    }

    private static SignedOut signIn(Identity who) {
        return new SignedOut(who.refusal().orElse("sign in first"));
    }
}
