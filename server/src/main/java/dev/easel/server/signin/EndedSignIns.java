package dev.easel.server.signin;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which of the sign-ins by which something is open on this instance have ended, here or anywhere: in one
 * statement for all of them. Confined to its loop.
 */
final class EndedSignIns {
    private static final Logger LOG = LoggerFactory.getLogger(EndedSignIns.class);

    /** How long after the answer they are asked for once more, in milliseconds. */
    static final long PAUSE_MS = 4_000;

    private final Loop loop;
    private final SignIns stored;
    private final Supplier<Future<Set<String>>> open;
    private final Consumer<Set<String>> ended;

    /**
     * @param open tells the keys of those by which something is open
     * @param ended told the keys of those that have ended
     */
    EndedSignIns(Loop loop, SignIns stored, Supplier<Future<Set<String>>> open, Consumer<Set<String>> ended) {
        this.loop = loop;
        this.stored = stored;
        this.open = open;
        this.ended = ended;
    }

    void start() {
        loop.after(PAUSE_MS, this::look);
    }

    private void look() {
        loop.bring(open.get().compose(this::gone)).onComplete((gone, failure) -> {
            if (failure != null) {
                LOG.atDebug()
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("Who is still signed in cannot be looked up, and is tried again");
            } else if (!gone.isEmpty()) {
                ended.accept(gone);
            }
            start();
        });
    }

    private Future<Set<String>> gone(Set<String> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return stored.living(keys).map(living -> {
            Set<String> gone = new HashSet<>(keys);
            gone.removeAll(living);
            return gone;
        });
    }
}
