/**
 * The edits of plain forms and scripts, which send the whole object at each keystroke: what a form has changed is told
 * from what it knew, and becomes an ordinary edit. {@link dev.easel.server.forms.Forms} is the entry.
 *
 * <p>What a form knows is derived from the journal, so that any instance can tell it, after a crash too; memory only
 * saves the reading. Deliberately absent: HTTP, rates, and who waits until an edit is durable.
 */
@NullMarked
package dev.easel.server.forms;

import org.jspecify.annotations.NullMarked;
