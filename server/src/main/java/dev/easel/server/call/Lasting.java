package dev.easel.server.call;

import dev.easel.protocol.ServerMessage.Role;

/** What lasts longer than an answer, as a socket or a feed does. May be told from any thread. */
public interface Lasting {
    /** What it may do has changed. */
    void role(Role role);

    /** It may not go on. */
    void end(Ending why);

    /** One that only reads: its role does not matter. */
    static Lasting reading(Runnable end) {
        return new Lasting() {
            @Override
            public void role(Role role) {
                // any role reads
            }

            @Override
            public void end(Ending why) {
                end.run();
            }
        };
    }

    /** Why something may not go on. */
    enum Ending {
        /** Who asked has no role in the project any more. */
        REVOKED,
        /** By what they were known has ended: they may come back with something new. */
        SIGNED_OUT
    }
}
