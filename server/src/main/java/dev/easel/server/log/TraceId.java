package dev.easel.server.log;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one request, and all that follows from it, in every instance that it leads through: the {@code trace-id} of the
 * W3C's Trace Context, 32 hexadecimal digits. Whoever asks may bring one; it is a name, and gives no right.
 */
public record TraceId(long high, long low) {
    /** The header that brings it, and passes it on. */
    public static final String TRACEPARENT = "traceparent";

    /** The header that tells it with each answer, and may bring one as well. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** Of what no request has asked for. */
    public static final TraceId NONE = new TraceId(0, 0);

    /** Later versions may go on behind the flags. */
    private static final Pattern PARENT = Pattern.compile("(?!ff)(?:00-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
            + "|(?!00)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)");

    /** As balancers make it: 32 digits (nginx), or a UUID (Envoy). */
    private static final Pattern ID = Pattern.compile(
            "[0-9a-fA-F]{32}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final int LONGEST = 512;
    private static final HexFormat HEX = HexFormat.of();

    /** Of these headers of a request; a new one where they have none. */
    public static TraceId of(@Nullable String traceparent, @Nullable String requestId, RandomGenerator random) {
        return ofTraceparent(traceparent)
                .or(() -> ofRequestId(requestId))
                .orElseGet(() -> new TraceId(random.nextLong(), random.nextLong(1, Long.MAX_VALUE)));
    }

    private static Optional<TraceId> ofTraceparent(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = PARENT.matcher(header);
        return parts.matches()
                ? of(Optional.ofNullable(parts.group(1)).orElseGet(() -> parts.group(2)))
                : Optional.empty();
    }

    private static Optional<TraceId> ofRequestId(@Nullable String header) {
        return header != null && ID.matcher(header).matches() ? of(header.replace("-", "")) : Optional.empty();
    }

    private static Optional<TraceId> of(String digits) {
        TraceId id = new TraceId(
                HexFormat.fromHexDigitsToLong(digits, 0, 16), HexFormat.fromHexDigitsToLong(digits, 16, 32));
        return Optional.of(id).filter(it -> !it.equals(NONE));
    }

    /** The header to pass it on by; {@code came} itself, where that brings it already. */
    public String traceparent(@Nullable String came) {
        // There are no spans here: what stands for one is made of the id.
        return came != null && ofTraceparent(came).filter(this::equals).isPresent()
                ? came
                : "00-" + this + "-" + HEX.toHexDigits(low == 0 ? 1 : low) + "-00";
    }

    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }
}
