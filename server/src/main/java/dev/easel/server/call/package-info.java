/**
 * One HTTP call: its body, its answer in pieces, its problem details, and how a route is declared. Knows no resource.
 */
@NullMarked
package dev.easel.server.call;

import org.jspecify.annotations.NullMarked;
