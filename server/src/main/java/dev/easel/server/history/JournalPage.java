package dev.easel.server.history;

/**
 * A page of events, and by whom the journal is written; 0 stands for no event.
 *
 * @param beforeEpoch of the event before the page
 * @param lastEpoch of the last event of the page
 * @param projectEpoch of the last load of the project
 */
record JournalPage(EventPage page, long beforeEpoch, long lastEpoch, long projectEpoch) {}
