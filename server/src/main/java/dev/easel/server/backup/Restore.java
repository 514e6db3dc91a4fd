package dev.easel.server.backup;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.progress.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The command {@code restore}: fills an empty database from the file of a backup, all of it or nothing. The tables are
 * made as they were when it was written, filled in one transaction, and then brought to this version.
 */
public final class Restore {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NOT_THIS_VERSION = 3;

    /** Nobody owns what is restored: the servers that did are others. */
    private static final String DISOWN = "update project set instance = null where instance is not null";

    /** The log of what was done is restored, too: filling the tables is none of it. */
    private static final String NO_AUDIT = "set local easel.audit = 'restore'";

    private static final String HAS_INSTANCES = "select to_regclass('instance') is not null";

    /** A server that runs holds the lock of its row. */
    private static final String RUNNING =
            "select address from instance where not pg_try_advisory_xact_lock(hashtextextended(id, 0)) limit 1";

    private final CommandDatabase database;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    private long rows;
    private long bytes;

    public Restore(CommandDatabase database, PrintStream out, PrintStream err, Progress progress) {
        this.database = database;
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** Returns the exit code: 0; 1 when nothing was restored; 3 when all is, into tables of an older version. */
    public int from(Path file) {
        try (InputStream in = Files.newInputStream(file);
                BackupReader backup = new BackupReader(in)) {
            return database.useOrMake(address -> fill(address, backup));
        } catch (NoSuchFileException _) {
            return failed("there is no file " + file);
        } catch (EOFException _) {
            return failed("the file ends early: it is not whole");
        } catch (SQLException | IOException | RuntimeException failure) {
            return failed(String.valueOf(failure.getMessage()));
        }
    }

    private int failed(String why) {
        progress.clear();
        err.println("nothing was restored: " + why);
        return FAILED;
    }

    private int fill(DatabaseAddress address, BackupReader backup) throws SQLException, IOException {
        try (Connection connection = address.connect()) {
            checkUnused(connection);
            checkEmpty(connection);
        }
        Migrations.migrate(address, backup.schema());
        try (Connection connection = address.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(NO_AUDIT);
            }
            fill(connection, backup);
            connection.commit();
        }
        progress.clear();
        out.println("restored: " + rows + " rows");
        return toThisVersion(address);
    }

    /** All is restored by now, whatever comes of this. */
    private int toThisVersion(DatabaseAddress address) {
        try {
            Migrations.migrate(address);
            return DONE;
        } catch (RuntimeException failure) {
            err.println("all is restored, but the tables are not brought to this version: run migrate, or start Easel: "
                    + failure.getMessage());
            return NOT_THIS_VERSION;
        }
    }

    /** A server that runs may fill it meanwhile, and would lose its projects. */
    private static void checkUnused(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet has = statement.executeQuery(HAS_INSTANCES)) {
                if (!has.next() || !has.getBoolean(1)) {
                    return;
                }
            }
            try (ResultSet running = statement.executeQuery(RUNNING)) {
                if (running.next()) {
                    throw new InvalidBackup("a server uses the database: " + running.getString(1));
                }
            }
        }
    }

    /** Tables without rows are what a restore that failed has left. */
    private static void checkEmpty(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : Tables.of(connection)) {
                try (ResultSet any = statement.executeQuery("select from \"" + table.name() + "\" limit 1")) {
                    if (any.next()) {
                        throw new InvalidBackup("the database is not empty: it has rows in " + table.name());
                    }
                }
            }
        }
    }

    private void fill(Connection connection, BackupReader reader) throws SQLException, IOException {
        List<String> ours = Tables.of(connection).stream().map(Table::name).toList();
        for (Optional<Table> table = reader.next(); table.isPresent(); table = reader.next()) {
            if (ours.contains(table.get().name())) {
                fill(connection, table.get(), reader);
            } else {
                pass(table.get(), reader);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(DISOWN);
        }
    }

    private void fill(Connection connection, Table table, BackupReader reader) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.sql() + " from stdin (encoding 'utf8')");
        try {
            for (Optional<byte[]> piece = reader.piece(); piece.isPresent(); piece = reader.piece()) {
                copy.writeToCopy(piece.get(), 0, piece.get().length);
                bytes += piece.get().length;
                progress.tell(() -> "table " + table.name() + ": " + Progress.bytes(bytes) + " restored");
            }
            long filled = copy.endCopy();
            if (filled != reader.rows()) {
                throw new InvalidBackup("the table " + table.name() + " has got " + filled + " rows, not all of them");
            }
            rows += filled;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void pass(Table table, BackupReader reader) throws IOException {
        progress.clear();
        err.println("left out: the table " + table.name() + " is none of Easel's");
        while (reader.piece().isPresent()) {
            // not ours
        }
        reader.rows();
    }
}
