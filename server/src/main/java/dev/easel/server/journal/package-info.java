/**
 * The memory: where events become durable. Group commit for all rooms of an instance, one statement a batch, and an answer
 * for each project whatever became of the batch.
 *
 * <p>Deliberately absent: SQL (the store's), and what an event means.
 */
package dev.easel.server.journal;
