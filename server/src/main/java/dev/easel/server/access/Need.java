package dev.easel.server.access;

/** What a call demands of who makes it. */
public enum Need {
    /** Nothing: who asks may be unknown. */
    ANYBODY,
    /** To be signed in. */
    PERSON,
    /** To be signed in, with a project that is there; no role in it. */
    PERSON_AT_PROJECT,
    /** To run the server. */
    OPERATOR,
    /** A role in the project in the path. */
    VIEWER,
    /** The same, and to be signed in. */
    PERSON_WHO_VIEWS,
    /** A role as a member: one by a link does not count. */
    MEMBER,
    EDITOR,
    OWNER,
    /** The same, also while the project is in the trash. */
    OWNER_ALSO_OF_TRASH,
    /** To be the owner of the project in the path, or the person in the path. */
    OWNER_OR_ONESELF;

    /** Whether it is about the project in the path. */
    public boolean isOfProject() {
        return switch (this) {
            case ANYBODY, PERSON, OPERATOR -> false;
            case PERSON_AT_PROJECT,
                    VIEWER,
                    PERSON_WHO_VIEWS,
                    MEMBER,
                    EDITOR,
                    OWNER,
                    OWNER_ALSO_OF_TRASH,
                    OWNER_OR_ONESELF -> true;
        };
    }
}
