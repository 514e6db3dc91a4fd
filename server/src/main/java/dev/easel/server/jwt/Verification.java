package dev.easel.server.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one token: that it is signed by one of our keys with an algorithm of that kind of key, is meant for us and
 * has not ended. May ask for the keys of the issuer, and then waits: called on worker threads only. May be used from
 * any of them.
 */
final class Verification {
    /** How much the clocks of the issuer and of this machine may differ, in seconds. */
    static final int SKEW_S = 30;

    private static final Set<JWSAlgorithm> PUBLISHED = published();

    private final JwtSettings settings;
    private final Optional<JWKSource<SecurityContext>> published;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param published the keys of the issuer, refreshed by whoever gives them */
    Verification(JwtSettings settings, Optional<JWKSource<SecurityContext>> published, InstantSource clock) {
        this.settings = settings;
        this.published = published;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(this::keys);
        processor.setJWTClaimsSetVerifier(new Demands(settings, clock));
    }

    private static Set<JWSAlgorithm> published() {
        Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        all.remove(JWSAlgorithm.ES256K);
        return Set.copyOf(all);
    }

    /** @throws Refused it is not good, or not for us */
    JWTClaimsSet verify(String token) throws Refused, KeySourceException {
        try {
            return processor.process(SignedJWT.parse(token), null);
        } catch (ParseException malformed) {
            throw new Refused("the token is no signed JWT");
        } catch (ExpiredJWTException _) {
            throw new Refused("the token has ended");
        } catch (BadJWTException _) {
            throw new Refused("the token is not for this server: its issuer, audience or end is missing or another");
        } catch (RateLimitReachedException _) {
            throw new Refused("the token is signed by a key that this server does not know yet; come again");
        } catch (KeySourceException unreachable) {
            throw unreachable;
        } catch (BadJOSEException | JOSEException wrong) {
            throw new Refused("the token is not signed by a key that this server knows");
        }
    }

    /**
     * From when on a token is not taken any more, in milliseconds since 1970. What it has opened ends at the same time:
     * earlier, its client would come back with it again and again.
     */
    static long end(JWTClaimsSet verified) {
        return verified.getExpirationTime().toInstant().toEpochMilli() + TimeUnit.SECONDS.toMillis(SKEW_S);
    }

    /** By the kind of the algorithm alone: a secret never verifies what a public key should, nor the other way. */
    private List<? extends Key> keys(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        List<Key> keys = new ArrayList<>();
        for (JWK key : settings.keys()) {
            if (fits(key, header.getAlgorithm())) {
                keys.add(key(key));
            }
        }
        if (published.isPresent() && PUBLISHED.contains(header.getAlgorithm())) {
            keys.addAll(new JWSVerificationKeySelector<>(PUBLISHED, published.get()).selectJWSKeys(header, context));
        }
        return keys;
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        return switch (key) {
            case OctetSequenceKey _ -> algorithm.equals(JWSAlgorithm.HS256);
            case RSAKey _ -> JWSAlgorithm.Family.RSA.contains(algorithm);
            case ECKey it ->
                JWSAlgorithm.Family.EC.contains(algorithm)
                        && Curve.forJWSAlgorithm(algorithm).contains(it.getCurve());
            default -> false;
        };
    }

    private static Key key(JWK key) {
        try {
            return key instanceof OctetSequenceKey secret ? secret.toSecretKey() : ((AsymmetricJWK) key).toPublicKey();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key that was read is one", impossible);
        }
    }

    /** What a token has to say. */
    private static final class Demands extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Demands(JwtSettings settings, InstantSource clock) {
            super(
                    settings.audience().map(Set::of).orElse(null),
                    settings.issuer()
                            .map(it -> new JWTClaimsSet.Builder().issuer(it).build())
                            .orElse(null),
                    Set.of("exp"),
                    null);
            this.clock = clock;
            setMaxClockSkew(SKEW_S);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    /** Why a token is not taken: a sentence without anything of the token in it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
