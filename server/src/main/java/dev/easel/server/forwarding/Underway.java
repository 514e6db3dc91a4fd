package dev.easel.server.forwarding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is being forwarded to which instance, on one event loop and confined to it. */
final class Underway {
    private final Map<String, Set<Attempt>> byInstance = new HashMap<>();
    private boolean isDraining;

    void begin(String instance, Attempt attempt) {
        if (isDraining) {
            attempt.drain();
        }
        byInstance.computeIfAbsent(instance, _ -> new HashSet<>()).add(attempt);
    }

    void end(String instance, Attempt attempt) {
        byInstance.computeIfPresent(instance, (_, attempts) -> {
            attempts.remove(attempt);
            return attempts.isEmpty() ? null : attempts;
        });
    }

    /** This instance ends: what lasts for long is ended, also what begins from now on. */
    void drain() {
        isDraining = true;
        byInstance.values().forEach(attempts -> List.copyOf(attempts).forEach(Attempt::drain));
    }

    /** The instance is gone: nobody waits for it any more. */
    void cut(String instance) {
        List.copyOf(byInstance.getOrDefault(instance, Set.of())).forEach(Attempt::cut);
    }
}
