package dev.easel.server.guard;

import dev.easel.server.rates.RateLimit;

/**
 * How often calls may be made.
 *
 * @param ofAddress calls from one address in a second, on average; 0 for no bound
 * @param ofPerson calls of one person in a second, on average; 0 for no bound
 * @param attempts links and tokens from one address in a minute that do not hold; 0 for no bound
 */
public record CallRates(int ofAddress, int ofPerson, int attempts) {
    RateLimit address() {
        return RateLimit.perSecond(ofAddress);
    }

    RateLimit person() {
        return RateLimit.perSecond(ofPerson);
    }

    RateLimit attempt() {
        return RateLimit.perMinute(attempts);
    }
}
