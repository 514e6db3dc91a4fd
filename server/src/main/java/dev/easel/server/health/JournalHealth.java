package dev.easel.server.health;

import dev.easel.protocol.ServerMessage.PersistenceState;

/**
 * The journal at a moment.
 *
 * @param state as the clients of all projects are told it
 * @param undurableBytes bytes of events that are taken and not committed
 * @param failingProjects projects that cannot be committed while others can
 */
public record JournalHealth(PersistenceState state, long undurableBytes, int failingProjects) {}
