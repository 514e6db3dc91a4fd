/**
 * The cellar: PostgreSQL. Implements the ports {@link dev.easel.server.persistence.ProjectStore}, {@link
 * dev.easel.server.journal.JournalStore} and {@link dev.easel.server.catalog.Projects}, keeps the schema (Flyway migrations under {@code db/migration}), and knows where the
 * database is.
 *
 * <p>Every statement takes its values as parameters. One pool serves everything but the
 * journal, which has a connection of its own; no statement runs longer than {@link
 * dev.easel.server.store.Database#STATEMENT_MS}, so that no transaction outlives a lease.
 *
 * <p>Deliberately absent: retries (whoever asked decides), and any knowledge of rooms.
 */
package dev.easel.server.store;
