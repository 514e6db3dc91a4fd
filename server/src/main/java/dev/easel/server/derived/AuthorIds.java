package dev.easel.server.derived;

import dev.easel.server.idempotence.AuthorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The author ids of clients, remembered for a while: each is a hash. Confined to one thread at a time. */
public final class AuthorIds {
    private static final int MOST = 1_000;

    private final UUID project;
    private final Map<UUID, UUID> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, UUID> eldest) {
            return size() > MOST;
        }
    };

    public AuthorIds(UUID project) {
        this.project = project;
    }

    public UUID of(UUID client) {
        return known.computeIfAbsent(client, it -> AuthorId.of(project, it));
    }
}
