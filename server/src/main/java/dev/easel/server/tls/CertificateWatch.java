package dev.easel.server.tls;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether the files of the certificate have changed. Confined to its loop; reads on a worker. */
public final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** Between two looks, in milliseconds. */
    static final long EVERY_MS = 10_000;

    private final Loop loop;
    private final ServerTls tls;
    private String toldFailure = "";

    public CertificateWatch(Loop loop, ServerTls tls) {
        this.loop = loop;
        this.tls = tls;
    }

    /** Goes on as long as the loop does. */
    public void start() {
        loop.after(EVERY_MS, this::look);
    }

    private void look() {
        loop.bring(loop.offload(tls::reload)).onComplete((hasChanged, failure) -> {
            if (failure != null) {
                failed(failure);
            } else {
                toldFailure = "";
                if (hasChanged) {
                    LOG.info("The certificate was replaced: the new one ends at {}", tls.endsAt());
                }
            }
            start();
        });
    }

    /** Files are replaced one after the other: what still fails at the next look is told, and told once. */
    private void failed(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (!text.equals(toldFailure)) {
            toldFailure = text;
            LOG.atWarn()
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log(
                            "The certificate's files cannot be used; the one before is shown until it ends at {}",
                            tls.endsAt());
        }
    }
}
