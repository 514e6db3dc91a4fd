package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;

/**
 * How the journal does.
 *
 * @param undurableBytes of events that are taken and not committed yet
 */
public record JournalState(PersistenceState state, long undurableBytes) {}
