package dev.easel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A lock on a data directory, so that one server at a time uses it. It is held until released, or until the process
 * ends in any way. A process opens the file only once: closing a second channel would release the lock of the first.
 */
final class DataLock {
    private static final Set<Path> HELD = new HashSet<>();

    private final Path home;
    private final FileChannel channel;

    private DataLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    static DataLock take(Path home) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(home)) {
                throw taken(home);
            }
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw taken(home);
                }
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
            HELD.add(home);
            return new DataLock(home, channel);
        }
    }

    private static CannotRun taken(Path home) {
        return new CannotRun("the data directory " + home
                + " is in use by another Easel: stop that one, or set EASEL_DATA to another directory");
    }

    /** Nothing happens the second time. */
    void release() {
        synchronized (HELD) {
            try {
                if (channel.isOpen()) {
                    channel.close();
                    HELD.remove(home);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
