package dev.easel.server.health;

import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.Optional;

/**
 * The journal at a moment.
 *
 * @param state as the clients of all projects are told it
 * @param undurableBytes bytes of events that are taken and not committed
 * @param failingProjects projects that cannot be committed while others can
 * @param outage why nothing is committed for anybody, in a sentence; empty while something is
 */
public record JournalHealth(
        PersistenceState state, long undurableBytes, int failingProjects, Optional<String> outage) {}
