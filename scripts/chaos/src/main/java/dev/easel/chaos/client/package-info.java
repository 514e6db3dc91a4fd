/**
 * Clients that edit, lose their connections and come back, and hold the server to the protocol; and consumers of change
 * feeds that are killed and go on. Deliberately absent is what happens to servers and lines.
 */
@NullMarked
package dev.easel.chaos.client;

import org.jspecify.annotations.NullMarked;
