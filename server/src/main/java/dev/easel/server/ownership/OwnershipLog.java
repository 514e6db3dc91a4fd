package dev.easel.server.ownership;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log is told of projects that come and go. */
final class OwnershipLog {
    private static final Logger LOG = LoggerFactory.getLogger(OwnershipLog.class);

    private OwnershipLog() {}

    static void takenOver(UUID project, long epoch, String dead) {
        LOG.atInfo()
                .addKeyValue(Field.PROJECT, project)
                .addKeyValue(Field.EPOCH, epoch)
                .addKeyValue(Field.OTHER, dead)
                .log("The project is taken over from an instance that is dead");
    }

    static void notGivenUp(UUID project, long epoch, Throwable failure) {
        LOG.atDebug()
                .addKeyValue(Field.PROJECT, project)
                .addKeyValue(Field.EPOCH, epoch)
                .addKeyValue(Field.ERROR, Cause.of(failure))
                .log("The project was not given up");
    }
}
