package dev.easel.server.members;

/** Why a change of who is let in was not made. */
public final class MembersRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    MembersRefusal(Reason reason) {
        super(reason.message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        NO_PROJECT("there is no such project"),
        NO_OWNER("this is for owners of the board"),
        NO_MEMBER("there is no such member"),
        NO_LINK("there is no such link"),
        NO_REQUEST("there is no such request"),
        LAST_OWNER("a board has an owner: make somebody else an owner first"),
        LINK_ENDED("this link has ended, or was taken back; ask whoever sent it for another one"),
        TOO_MANY_MEMBERS("a board has 1,000 members at most"),
        TOO_MANY_LINKS("a board has 200 links at most; revoke those that nobody needs"),
        TOO_MANY_REQUESTS("too many people ask to be let in; try again when an owner has answered some");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
