package dev.easel.server.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.easel.server.openid.SignInRefused.Reason;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks ID tokens (OpenID Connect Core 1.0, 3.1.3.7): signature, issuer, audience, authorized party, times and nonce.
 * What is not signed is refused, as is what is signed by an algorithm that the provider does not name. May be used from
 * any thread.
 */
final class IdTokens {
    /** How far the clocks of provider and server may differ, in seconds. */
    static final int SKEW_SECONDS = 30;

    /** The longest that is read, in characters. */
    static final int LONGEST = 64 << 10;

    private final String issuer;
    private final String client;
    private final InstantSource clock;

    IdTokens(String issuer, String client, InstantSource clock) {
        this.issuer = issuer;
        this.client = client;
        this.clock = clock;
    }

    /** None of the keys has signed it: the provider may have newer ones. */
    static final class OtherKey extends Exception {
        private static final long serialVersionUID = 1L;

        OtherKey(Throwable cause) {
            super(cause);
        }
    }

    /**
     * @param nonce what the sign-in was begun with
     * @throws SignInRefused it is not good, and would not be with other keys
     */
    JWTClaimsSet check(String token, String nonce, JWKSet keys, Set<JWSAlgorithm> algorithms) throws OtherKey {
        if (token.length() > LONGEST) {
            throw refused("an ID token is too long", null);
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(claims(nonce));
        try {
            JWTClaimsSet claims = processor.process(token, null);
            checkParty(claims);
            return claims;
        } catch (ExpiredJWTException late) {
            throw refused("an ID token has ended already: compare the clocks of provider and server", late);
        } catch (BadJWTException bad) {
            throw refused("the claims of an ID token are not good", bad);
        } catch (BadJOSEException unverified) {
            throw new OtherKey(unverified);
        } catch (ParseException | JOSEException malformed) {
            throw refused("an ID token cannot be read", malformed);
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims(String nonce) {
        JWTClaimsSet exact =
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build();
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(client, exact, Set.of("sub", "aud", "exp", "iat")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(SKEW_SECONDS);
        return verifier;
    }

    /** A token for several clients names the one that it was made for. */
    private void checkParty(JWTClaimsSet claims) {
        Object party = claims.getClaim("azp");
        List<String> audience = claims.getAudience();
        if (party == null ? audience.size() > 1 : !party.equals(client)) {
            throw refused("an ID token was made for another client", null);
        }
    }

    private static SignInRefused refused(String what, @Nullable Exception cause) {
        return new SignInRefused(Reason.TOKEN, what, cause);
    }
}
