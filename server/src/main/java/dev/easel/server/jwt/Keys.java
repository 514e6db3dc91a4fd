package dev.easel.server.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads keys as settings have them. What cannot be one is told, and never the key itself. */
public final class Keys {
    /** The least bytes of a secret: as many as the signature has. */
    static final int SECRET_BYTES = 32;

    private static final int RSA_BITS = 2_048;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Keys() {}

    /** @throws IllegalArgumentException it is too short */
    public static JWK secret(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length < SECRET_BYTES) {
            throw new IllegalArgumentException("a secret of " + SECRET_BYTES
                    + " bytes or more is needed, as openssl rand -base64 32 makes it; this one is shorter");
        }
        return new OctetSequenceKey.Builder(bytes).build();
    }

    /**
     * All public keys and certificates of a text.
     *
     * @throws IllegalArgumentException there is none, or one that cannot be used
     */
    public static List<JWK> pem(String text) {
        List<JWK> keys = new ArrayList<>();
        PEM.matcher(text).results().forEach(block -> keys.add(jwk(key(block))));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "a public key or a certificate in PEM is needed: -----BEGIN PUBLIC KEY----- and so on");
        }
        return keys;
    }

    private static PublicKey key(MatchResult block) {
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        try {
            return switch (block.group(1)) {
                case "CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes))
                            .getPublicKey();
                case "PUBLIC KEY" -> publicKey(bytes);
                default ->
                    throw new IllegalArgumentException("a PUBLIC KEY or a CERTIFICATE is needed, not a "
                            + block.group(1) + "; openssl pkey -pubout makes one of it");
            };
        } catch (GeneralSecurityException _) {
            throw new IllegalArgumentException("a key in it cannot be read; RSA and EC keys can");
        }
    }

    private static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(bytes);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(encoded);
        } catch (GeneralSecurityException _) {
            return KeyFactory.getInstance("EC").generatePublic(encoded);
        }
    }

    private static JWK jwk(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= RSA_BITS -> new RSAKey.Builder(rsa).build();
            case RSAPublicKey _ -> throw new IllegalArgumentException("an RSA key has " + RSA_BITS + " bits or more");
            case ECPublicKey ec -> new ECKey.Builder(curve(ec), ec).build();
            default -> throw new IllegalArgumentException("a key in it is neither RSA nor EC");
        };
    }

    private static Curve curve(ECPublicKey key) {
        Curve curve = Curve.forECParameterSpec(key.getParams());
        if (curve == null) {
            throw new IllegalArgumentException("the curve of an EC key is P-256, P-384 or P-521");
        }
        return curve;
    }
}
