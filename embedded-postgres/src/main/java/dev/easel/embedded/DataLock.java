package dev.easel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * One server for each data directory. Held until released, or until the process ends in whatever way. The file is opened
 * once in a process at most: closing it a second time would let go of the lock of the first.
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
            if (channel.tryLock() == null) {
                channel.close();
                throw taken(home);
            }
            HELD.add(home);
            return new DataLock(home, channel);
        }
    }

    private static IllegalStateException taken(Path home) {
        return new IllegalStateException("the data directory " + home
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
