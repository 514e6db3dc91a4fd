package dev.easel.server.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the file of a backup, piece by piece. What it has given is true only once its end was reached. */
final class BackupReader implements AutoCloseable {
    private static final int MOST_COLUMNS = 1_600;

    private final DigestInputStream digested;
    private final DataInputStream in;
    private final String schema;

    /** @throws InvalidBackup it is none, or one of a later format */
    BackupReader(InputStream file) throws IOException {
        try {
            digested = new DigestInputStream(
                    new BufferedInputStream(new GZIPInputStream(file, Format.PIECE_BYTES)), Format.digest());
            in = new DataInputStream(digested);
            if (!in.readUTF().equals(Format.MAGIC)) {
                throw new InvalidBackup("it is no backup of Easel");
            }
        } catch (ZipException | EOFException | UTFDataFormatException notOurs) {
            throw new InvalidBackup("it is no backup of Easel");
        }
        int version = in.readInt();
        if (version > Format.VERSION) {
            throw new InvalidBackup("it is of format " + version + ", and this version reads " + Format.VERSION);
        }
        schema = in.readUTF();
    }

    /** The last migration that the tables have got. */
    String schema() {
        return schema;
    }

    /** The next table; empty at the end, when all was as it was written. */
    Optional<Table> next() throws IOException {
        if (in.readByte() == Format.END) {
            checkDigest();
            return Optional.empty();
        }
        String name = in.readUTF();
        int columns = in.readInt();
        if (columns < 0 || columns > MOST_COLUMNS) {
            throw damaged();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add(in.readUTF());
        }
        return Optional.of(new Table(name, names));
    }

    /** The next piece of the table's rows; empty after the last. */
    Optional<byte[]> piece() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Format.LARGEST_PIECE) {
            throw damaged();
        }
        if (length == 0) {
            return Optional.empty();
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return Optional.of(bytes);
    }

    /** How many rows the table has, after its last piece. */
    long rows() throws IOException {
        return in.readLong();
    }

    private void checkDigest() throws IOException {
        byte[] read = digested.getMessageDigest().digest();
        digested.on(false);
        if (!MessageDigest.isEqual(read, in.readNBytes(read.length))) {
            throw damaged();
        }
    }

    private static InvalidBackup damaged() {
        return new InvalidBackup("it is damaged: it is not what was written");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
