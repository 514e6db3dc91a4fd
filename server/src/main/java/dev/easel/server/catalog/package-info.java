/**
 * The stored list of projects, with titles, settings and assets, whether or not a project is in memory.
 *
 * <p>Deliberately absent: SQL (the store implements the port), and what happens to a live project when its entry
 * changes.
 */
@NullMarked
package dev.easel.server.catalog;

import org.jspecify.annotations.NullMarked;
