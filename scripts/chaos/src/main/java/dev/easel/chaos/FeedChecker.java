package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.chaos.verdict.Findings;
import java.util.List;

/** Checks what a consumer of a change feed has kept: every durable event, once and in order. */
final class FeedChecker {
    private FeedChecker() {}

    /** The first difference is a finding; what follows it says little more. */
    static void judge(String project, List<JsonNode> kept, List<StoredProject.Stored> events, Findings findings) {
        for (int i = 0; i < Math.min(kept.size(), events.size()); i++) {
            if (!isSame(kept.get(i), events.get(i))) {
                findings.add(project + ": the feed has " + kept.get(i) + " where the journal has " + events.get(i));
                return;
            }
        }
        if (kept.size() != events.size()) {
            findings.add(project + ": the feed has " + kept.size() + " events, the journal " + events.size());
        }
    }

    private static boolean isSame(JsonNode kept, StoredProject.Stored event) {
        return kept.path("seq").asLong() == event.seq()
                && kept.path("edit").asLong() == event.edit()
                && kept.path("at").asLong() == event.at()
                && kept.path("changes").equals(event.changes());
    }
}
