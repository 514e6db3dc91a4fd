package dev.easel.server.rates;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many may do something. Who has done nothing for as long as it takes to have the whole burst again
 * is forgotten, which changes nothing. Of more than {@link #MOST} those who come seldom are forgotten, too, and begin
 * anew. May be used from any thread.
 *
 * @param <K> who they are
 */
public final class Rate<K> {
    static final int MOST = 100_000;

    private static final Duration WHOLE_SECOND = Duration.ofSeconds(1);

    private final RateLimit limit;
    private final TimeMeter time;
    private final Cache<K, Bucket> buckets;

    /** @param nanos a clock that never goes back */
    public Rate(RateLimit limit, LongSupplier nanos) {
        this(limit, nanos, MOST);
    }

    Rate(RateLimit limit, LongSupplier nanos, int most) {
        this.limit = limit;
        time = new Nanos(nanos);
        buckets = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(refilled(limit))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    private static Duration refilled(RateLimit limit) {
        return limit.within()
                .multipliedBy(limit.burst())
                .dividedBy(Math.max(1, limit.times()))
                .plus(WHOLE_SECOND);
    }

    /** Takes one, where there is one. @return in how many seconds there will be one; 0 where one was taken */
    public int take(K who) {
        if (limit.times() == 0) {
            return 0;
        }
        var probe = buckets.get(who, _ -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
    }

    /** The same without taking it. */
    public int untilNext(K who) {
        @Nullable Bucket bucket = limit.times() == 0 ? null : buckets.getIfPresent(who);
        return bucket == null ? 0 : seconds(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Of how many it is known what they have done. */
    public long known() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(it -> it.capacity(limit.burst()).refillGreedy(limit.times(), limit.within()))
                .withCustomTimePrecision(time)
                .build();
    }

    private static int seconds(long nanos) {
        return Math.toIntExact(Math.ceilDiv(nanos, WHOLE_SECOND.toNanos()));
    }

    private record Nanos(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
