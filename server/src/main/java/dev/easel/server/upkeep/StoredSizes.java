package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.Map;

/** How much is stored. Futures complete on the context of the caller. */
@FunctionalInterface
public interface StoredSizes {
    /** Looks now. */
    Future<Sizes> look();

    /**
     * What was found.
     *
     * @param tables bytes of the tables with their indexes, by their names
     * @param largestProject bytes of the events of the project that has most, but for its latest events
     */
    record Sizes(Map<String, Long> tables, long largestProject) {
        public Sizes {
            tables = Map.copyOf(tables);
        }
    }
}
