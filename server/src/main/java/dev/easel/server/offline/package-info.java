/** The database as commands use it, beside a server or without one. Knows no table. */
@NullMarked
package dev.easel.server.offline;

import org.jspecify.annotations.NullMarked;
