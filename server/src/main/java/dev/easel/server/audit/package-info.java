/**
 * The audit log: who has let whom in, deleted and restored what, and signed in. Its entries on boards are written by
 * triggers, in the transaction that does what they tell; here is what is no change of a table, and how the log is read.
 *
 * <p>Deliberately absent: who may read it (access decides), and deleting what is old (the upkeep does it).
 */
@NullMarked
package dev.easel.server.audit;

import org.jspecify.annotations.NullMarked;
