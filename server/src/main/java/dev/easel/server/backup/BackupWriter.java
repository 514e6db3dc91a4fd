package dev.easel.server.backup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** Writes the file of a backup, piece by piece. Used by one thread. */
final class BackupWriter implements AutoCloseable {
    private final DigestOutputStream digested;
    private final DataOutputStream out;

    /** @param schema the last migration that the tables have got */
    BackupWriter(OutputStream file, String schema) throws IOException {
        digested = new DigestOutputStream(
                new BufferedOutputStream(new GZIPOutputStream(file, Format.PIECE_BYTES)), Format.digest());
        out = new DataOutputStream(digested);
        out.writeUTF(Format.MAGIC);
        out.writeInt(Format.VERSION);
        out.writeUTF(schema);
    }

    void begin(Table table) throws IOException {
        out.writeByte(Format.TABLE);
        out.writeUTF(table.name());
        out.writeInt(table.columns().size());
        for (String column : table.columns()) {
            out.writeUTF(column);
        }
    }

    /**
     * Rows of the table that was begun, in PostgreSQL's text format of COPY; not necessarily whole ones.
     *
     * @throws IOException also where they are more than what is read again
     */
    void rows(byte[] bytes) throws IOException {
        if (bytes.length > Format.LARGEST_PIECE) {
            throw new IOException("a row has " + bytes.length + " bytes, and a backup holds rows of "
                    + Format.LARGEST_PIECE + " at most");
        }
        if (bytes.length > 0) {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** @param rows how many the table has */
    void end(long rows) throws IOException {
        out.writeInt(0);
        out.writeLong(rows);
    }

    /** Writes the end: a file without it is not whole. */
    void finish() throws IOException {
        out.writeByte(Format.END);
        MessageDigest digest = digested.getMessageDigest();
        digested.on(false);
        out.write(digest.digest());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
