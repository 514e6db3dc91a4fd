/**
 * Makes events durable: group commit for all rooms of an instance. One statement commits a batch of many projects'
 * events, and the outcome is told for each project.
 *
 * <p>The journal is our own code, because no library does this on PostgreSQL. Event-store libraries append one stream
 * for each transaction; here one statement appends to all projects of the batch, and each append is fenced by its
 * project's epoch, so that a project that was lost harms no other. A message broker would be a second system that has
 * to agree with PostgreSQL about what is durable.
 *
 * <p>Deliberately absent: SQL (it is in {@code store}), and what an event means.
 */
@NullMarked
package dev.easel.server.journal;

import org.jspecify.annotations.NullMarked;
