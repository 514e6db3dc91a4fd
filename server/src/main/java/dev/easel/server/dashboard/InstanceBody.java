package dev.easel.server.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.server.metrics.ActivityLog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One instance in the dashboard's JSON; {@code openapi.yaml} tells what the members mean. Those that only the instance
 * itself knows are absent where it did not answer.
 *
 * @param started in milliseconds since 1970
 * @param reasons what speaks against sending work to it, as words
 * @param problems the same in sentences
 * @param since when that began, in milliseconds since 1970; null where nothing does, or it is not known
 * @param owns projects that it owns; null when not known
 */
record InstanceBody(
        String instance,
        String address,
        boolean self,
        String state,
        @Nullable Long started,
        @Nullable String version,
        boolean ready,
        List<String> reasons,
        List<String> problems,
        @Nullable Long since,
        @Nullable Integer owns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer cores,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long heapMax,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Projects projects,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Change> changes) {

    record Projects(List<Hot> hot, List<Large> large, List<Failing> failing) {}

    record Hot(UUID project, String title, int sessions, long edits) {}

    record Large(UUID project, String title, int objects, long bytes) {}

    /** @param saved when it was saved last, in milliseconds since 1970; null when that is not known any more */
    record Failing(
            UUID project,
            @Nullable String title,
            String what,
            String reason,
            long since,
            @Nullable Long saved) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            long at,
            String kind,
            @Nullable UUID project,
            @Nullable String title,
            @Nullable String text) {
        static Change of(ActivityLog.Entry entry, Map<UUID, String> titles) {
            return new Change(
                    entry.at(),
                    entry.kind().word(),
                    entry.project().orElse(null),
                    entry.project().map(titles::get).orElse(null),
                    entry.text().orElse(null));
        }
    }
}
