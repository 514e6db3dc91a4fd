package dev.easel.server.journal;

/**
 * The connections of the journal, one for each lane: a statement that hangs delays its own lane only.
 *
 * @param shared for the batches of all projects
 * @param search for halves of a batch that failed
 * @param apart for projects that fail alone, one at a time
 */
public record JournalConnections(JournalStore shared, JournalStore search, JournalStore apart) {}
