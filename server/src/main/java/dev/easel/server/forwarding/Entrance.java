package dev.easel.server.forwarding;

import dev.easel.server.call.Caller;
import dev.easel.server.call.Problem;
import dev.easel.server.log.Field;
import dev.easel.server.metrics.ForwardingMetrics;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mark of a request that another instance passes on: who has asked is believed, and whether they may ask has
 * been judged there. Only instances have the key: whoever else brings a mark is refused. Used by all event loops.
 */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final String MARKED = "dev.easel.marked";

    private final String instance;
    private final Marks marks;
    private final Consumer<HttpConnection> fellow;
    private final ForwardingMetrics metrics;
    private final ClientConnections clients = new ClientConnections();
    /** The instance whose address was told to lead to this one. */
    private volatile String astray = "";

    /**
     * @param instance our id
     * @param fellow told of each connection that comes from another instance, again with each request
     */
    Entrance(String instance, Marks marks, Consumer<HttpConnection> fellow, ForwardingMetrics metrics) {
        this.instance = instance;
        this.marks = marks;
        this.fellow = fellow;
        this.metrics = metrics;
    }

    void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> headers = request.headers().getAll(Mark.HEADER);
        if (headers.isEmpty()) {
            context.next();
            return;
        }
        Optional<Mark> mark = headers.size() == 1
                ? marks.read(headers.getFirst(), request.method(), request.uri())
                : Optional.empty();
        if (mark.isEmpty()) {
            metrics.markRefused();
            context.fail(Problem.badRequest("the header " + Mark.HEADER + " is for instances of this server alone"));
            return;
        }
        fellow.accept(request.connection());
        if (!mark.get().to().equals(instance)) {
            meantFor(mark.get());
            notOwned(context); // the process that it means had our address before
            return;
        }
        context.put(MARKED, true);
        new Caller(
                        mark.get().client(),
                        clients.of(mark.get()),
                        Optional.of(mark.get().from()))
                .tell(context);
        context.next();
    }

    /** What we have passed on ourselves would come back for ever: told once, as it can only be a setting. */
    private void meantFor(Mark mark) {
        if (mark.from().equals(instance) && !mark.to().equals(astray)) {
            astray = mark.to();
            LOG.atError()
                    .addKeyValue(Field.OTHER, mark.to())
                    .log("The address of another instance leads to this one: set EASEL_ADVERTISE there, or here");
        }
    }

    static boolean isMarked(RoutingContext context) {
        return context.get(MARKED) != null;
    }

    /** Whoever passed it on looks again where the project is. */
    void notOwned(RoutingContext context) {
        metrics.notOwned();
        context.fail(Problem.of(Attempt.NOT_OWNED, "this instance does not serve the project"));
    }
}
