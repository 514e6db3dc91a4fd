/**
 * The ports between live projects and what keeps their work: a project is loaded through
 * {@link dev.easel.server.persistence.ProjectStore}, its events become durable through
 * {@link dev.easel.server.persistence.Journal}, its object rows are written through
 * {@link dev.easel.server.persistence.Saves}. What these tell and ask in return is
 * {@link dev.easel.server.persistence.JournalListener} and {@link dev.easel.server.persistence.SaveSource}.
 *
 * <p>Deliberately absent: any implementation. Journal, auto-save and store know these ports and not the rooms.
 */
@NullMarked
package dev.easel.server.persistence;

import org.jspecify.annotations.NullMarked;
