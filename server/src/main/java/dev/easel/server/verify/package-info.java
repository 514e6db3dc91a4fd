/**
 * The auditor: a command that replays each project's journal and says where what is stored parts from it. Knows the
 * rules and the cellar; changes nothing.
 *
 * <p>Deliberately absent: repair. Rows and snapshots may be deleted at any time, a load makes them again.
 */
package dev.easel.server.verify;
