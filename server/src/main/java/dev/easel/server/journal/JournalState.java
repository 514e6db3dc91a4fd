package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;

/**
 * The state of the journal, as clients are told it.
 *
 * @param undurableBytes bytes of events that are taken and not committed
 */
public record JournalState(PersistenceState state, long undurableBytes) {}
