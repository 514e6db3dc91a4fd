package dev.easel.server;

import dev.easel.embedded.CannotRun;
import dev.easel.server.database.DatabaseRefused;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a server does not start.
 *
 * @param isExpected the sentence says what to do; where it does not, the stack trace is told, too
 */
record StartFailure(String sentence, boolean isExpected, Throwable cause) {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    static StartFailure of(Throwable failure, Settings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotRun || cause instanceof DatabaseRefused) {
                return new StartFailure(String.valueOf(cause.getMessage()), true, failure);
            }
            if (cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                String where = "EASEL_HOST=" + settings.host() + ", EASEL_PORT=" + settings.port();
                return new StartFailure(
                        "it cannot listen on " + where + " (" + cause.getMessage()
                                + "): set another port or address, or end what listens there",
                        true,
                        failure);
            }
        }
        return new StartFailure(String.valueOf(failure.getMessage()), false, failure);
    }

    void log() {
        if (isExpected) {
            LOG.error("Easel does not start: {}", sentence);
            LOG.debug("Easel does not start", cause);
        } else {
            LOG.error("Easel does not start: {}", sentence, cause);
        }
    }
}
