package dev.easel.server.backup;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The command {@code backup}. All tables are read in one transaction that sees one moment, while servers go on: it
 * waits for nobody, and nobody waits for it. What is durable at that moment is in the file, and nothing that is not.
 */
public final class Backup {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final FileAttribute<?> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final CommandDatabase database;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    private long rows;
    private long bytes;

    public Backup(CommandDatabase database, PrintStream out, PrintStream err, Progress progress) {
        this.database = database;
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /**
     * Writes a file that only this user can read, and that is there only once it is whole. Returns the exit code: 0, or
     * 1 when there is no backup.
     */
    public int to(Path file) {
        try {
            return database.use(address -> write(address, file));
        } catch (SQLException | IOException | RuntimeException failure) {
            progress.clear();
            err.println("there is no backup: " + failure.getMessage());
            return FAILED;
        }
    }

    /** Under a name of its own first: another backup may be writing to the same file. */
    private int write(DatabaseAddress address, Path file) throws SQLException, IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
        Path partial = Files.createTempFile(folder, file.getFileName() + ".", ".partial", OWN);
        try {
            try (OutputStream compressed = Files.newOutputStream(partial)) {
                write(address, compressed);
            }
            try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
        progress.clear();
        out.println(file + ": " + rows + " rows, " + Progress.bytes(Files.size(file)));
        return DONE;
    }

    private void write(DatabaseAddress address, OutputStream file) throws SQLException, IOException {
        try (Connection connection = address.connect()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (BackupWriter writer = new BackupWriter(file, Migrations.last(connection))) {
                for (Table table : Tables.of(connection)) {
                    write(connection, table, writer);
                }
                writer.finish();
            }
        }
    }

    private void write(Connection connection, Table table, BackupWriter writer) throws SQLException, IOException {
        writer.begin(table);
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + table.sql() + " to stdout (encoding 'utf8')");
        ByteArrayOutputStream piece = new ByteArrayOutputStream(2 * Format.PIECE_BYTES);
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                piece.write(row);
                bytes += row.length;
                if (piece.size() >= Format.PIECE_BYTES) {
                    writer.rows(piece.toByteArray());
                    piece.reset();
                    progress.tell(() -> "table " + table.name() + ": " + Progress.bytes(bytes) + " read");
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        writer.rows(piece.toByteArray());
        writer.end(copy.getHandledRowCount());
        rows += copy.getHandledRowCount();
    }
}
