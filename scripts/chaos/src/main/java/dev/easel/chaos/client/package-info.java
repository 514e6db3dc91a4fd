/**
 * Clients that edit, lose their connections and come back, and hold the server to the protocol. Deliberately absent is
 * what they lose their connections by.
 */
@NullMarked
package dev.easel.chaos.client;

import org.jspecify.annotations.NullMarked;
