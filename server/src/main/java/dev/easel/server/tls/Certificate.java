package dev.easel.server.tls;

import dev.easel.server.configuration.InvalidSettings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its key, as two files had them at a time. Immutable.
 *
 * @param files both, as they were read
 * @param chain the certificate, and those that came behind it
 * @param context what speaks TLS by it
 */
record Certificate(List<Buffer> files, List<X509Certificate> chain, SslContext context) {
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final byte[] ANY_TEXT = {1, 2, 3};

    /** The kinds of a certificate's names that are names of hosts and addresses (RFC 5280, 4.2.1.6). */
    private static final Set<Integer> HOSTS = Set.of(2, 7);

    /**
     * Reads both files, and makes sure that they belong together: while they are replaced, only one of them may have
     * been. Blocks.
     *
     * @throws InvalidSettings they cannot be used
     */
    static Certificate read(TlsSettings settings) {
        Buffer certificate = bytes("EASEL_TLS_CERTIFICATE", settings.certificate());
        Buffer key = bytes("EASEL_TLS_KEY", settings.key());
        try {
            KeyManagerFactory keys = new PemKeyCertOptions()
                    .addCertValue(certificate)
                    .addKeyValue(key)
                    .getKeyManagerFactory(null);
            X509KeyManager manager = (X509KeyManager) keys.getKeyManagers()[0];
            String alias = alias(manager)
                    .orElseThrow(() -> new GeneralSecurityException("the key is of a kind that TLS has no use for"));
            List<X509Certificate> chain = List.of(manager.getCertificateChain(alias));
            if (!isPair(manager.getPrivateKey(alias), chain.getFirst())) {
                throw new GeneralSecurityException("the key is not that of the certificate");
            }
            return new Certificate(List.of(certificate, key), chain, context(keys));
        } catch (Exception failure) { // what Vert.x throws for files that are not PEM is of many kinds
            throw new InvalidSettings(List.of("EASEL_TLS_CERTIFICATE=" + settings.certificate() + ", EASEL_TLS_KEY="
                    + settings.key() + ": these are no certificate and its private key in PEM, without a password ("
                    + reason(failure) + ")"));
        }
    }

    private static Buffer bytes(String setting, Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new InvalidSettings(List.of(setting + "=" + file + ": this file cannot be read ("
                    + failure.getClass().getSimpleName() + ")"));
        }
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static Optional<String> alias(X509KeyManager manager) {
        return KEY_TYPES.stream()
                .map(type -> manager.getServerAliases(type, null))
                .flatMap(aliases -> aliases == null ? Stream.empty() : Arrays.stream(aliases))
                .findFirst();
    }

    private static boolean isPair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(key);
        signature.update(ANY_TEXT);
        byte[] signed = signature.sign();
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        signature.initVerify(certificate.getPublicKey());
        signature.update(ANY_TEXT);
        return signature.verify(signed);
    }

    /** As clients of today speak it; HTTP/1.1 is all that is spoken above it. */
    private static SslContext context(KeyManagerFactory keys) throws IOException {
        return SslContextBuilder.forServer(keys)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }

    Instant endsAt() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** The hosts and addresses that it is for, in lower case. */
    Set<String> names() {
        return names(chain.getFirst());
    }

    /** The hosts and addresses that a certificate is for, in lower case. */
    static Set<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> HOSTS.contains(name.getFirst()))
                            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.toUnmodifiableSet());
        } catch (CertificateParsingException _) {
            return Set.of();
        }
    }
}
