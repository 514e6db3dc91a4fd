package dev.easel.server.ownership;

import java.util.UUID;

/** Nobody hears of rights. */
final class Unheard {
    static final PgInstances.Rights RIGHTS = new PgInstances.Rights() {
        @Override
        public void changed(UUID project) {}

        @Override
        public void missed() {}
    };

    private Unheard() {}
}
