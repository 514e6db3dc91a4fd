/**
 * PostgreSQL: implements the ports {@link dev.easel.server.persistence.ProjectStore},
 * {@link dev.easel.server.journal.JournalStore}, {@link dev.easel.server.autosave.SaveStore} and
 * {@link dev.easel.server.catalog.Projects}, and keeps the schema (Flyway migrations under {@code db/migration}).
 *
 * <p>Every statement takes its values as parameters. One pool serves everything but the journal, which has a connection
 * of its own. No statement runs longer than {@link dev.easel.server.store.Database#STATEMENT_MS}, so that a
 * server that hangs does not lock a project's row for longer.
 *
 * <p>Deliberately absent: retries (the caller decides about them), and any knowledge of rooms.
 */
@NullMarked
package dev.easel.server.store;

import org.jspecify.annotations.NullMarked;
