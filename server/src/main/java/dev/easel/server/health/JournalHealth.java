package dev.easel.server.health;

import dev.easel.protocol.ServerMessage.PersistenceState;

/**
 * The journal at a moment.
 *
 * @param state as clients are told it
 * @param undurableBytes bytes of events that are taken and not committed
 */
public record JournalHealth(PersistenceState state, long undurableBytes) {}
