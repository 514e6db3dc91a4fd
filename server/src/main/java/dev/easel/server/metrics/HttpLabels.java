package dev.easel.server.metrics;

import io.micrometer.core.instrument.Tag;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labels of Vert.x's meters. Each has a closed set of values (pitfall 42): a value that a caller may invent would
 * make series without end, and each stays for good.
 */
public final class HttpLabels {
    private static final String METHOD = "method";

    private static final Map<HttpMethod, List<Tag>> KNOWN = Stream.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), it -> List.of(Tag.of(METHOD, it.name()))));

    private static final List<Tag> OTHER = List.of(Tag.of(METHOD, "other"));

    private HttpLabels() {}

    /**
     * Without Vert.x's own label of the method, which is whatever the caller wrote; and without the meters of its HTTP
     * clients, of which there would be new ones for each address that an instance ever had.
     */
    public static MicrometerMetricsOptions options() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.HTTP_CLIENT)
                .setLabels(EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME, Label.EB_SIDE))
                .setServerRequestTagsProvider(HttpLabels::of);
    }

    private static Iterable<Tag> of(HttpRequest request) {
        return KNOWN.getOrDefault(request.method(), OTHER);
    }
}
