package dev.easel.server.bulk;

import dev.easel.server.bulk.BulkFailure.Reason;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A call for which no time passes, and which may go on until the test says otherwise. */
public final class FakeContext implements BulkContext {
    final List<Long> pauses = new ArrayList<>();
    /** Asked each time that the work asks. */
    Supplier<Optional<Reason>> stopped = Optional::empty;

    boolean lasts;

    @Override
    public Future<Void> pause(long ms) {
        pauses.add(ms);
        return Future.succeededFuture();
    }

    @Override
    public void lasts() {
        lasts = true;
    }

    @Override
    public Optional<Reason> stopped() {
        return stopped.get();
    }
}
