package dev.easel.server;

import dev.easel.server.database.DatabaseAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an instance keeps its projects.
 *
 * @param data home of the embedded database
 * @param database a PostgreSQL server; empty: the embedded one
 * @param connections most connections to it, besides that of the journal
 */
record StorageSettings(Path data, Optional<DatabaseAddress> database, int connections) {}
