package dev.easel.server.tls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.room.TestLoop;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
    @TempDir
    private Path directory;

    private TestCertificate shown;
    private ServerTls tls;

    @BeforeEach
    void open() {
        shown = TestCertificate.create(directory, "EC", "dns:board.example", "ip:127.0.0.1");
        tls = ServerTls.open(shown.settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    @DisplayName("keys of both kinds that browsers know are taken")
    void kinds(String algorithm) {
        TestCertificate other = TestCertificate.create(directory, algorithm, "dns:localhost");
        assertEquals(Set.of("localhost"), Certificate.read(other.settings()).names());
    }

    @Test
    @DisplayName("it is known what the certificate is for")
    void names() {
        assertEquals(Set.of("board.example", "127.0.0.1"), tls.certificate().names());
    }

    @Test
    @DisplayName("files that have not changed are no new certificate")
    void unchanged() {
        SslContext before = tls.context();
        assertFalse(tls.reload());
        assertSame(before, tls.context());
    }

    @Test
    @DisplayName("files that were replaced are what connections are made with from then on")
    void replaced() throws IOException {
        SslContext before = tls.context();
        TestCertificate.create(directory, "RSA", "dns:board.example").replace(shown);
        assertTrue(tls.reload());
        assertNotSame(before, tls.context());
        assertEquals(Set.of("board.example"), tls.certificate().names());
    }

    @Test
    @DisplayName("while only one of both files is replaced, the certificate stays as it was, and no harm is done")
    void half() throws IOException {
        SslContext before = tls.context();
        TestCertificate next = TestCertificate.create(directory, "EC", "dns:board.example");
        Files.copy(next.certificate(), shown.certificate(), StandardCopyOption.REPLACE_EXISTING);
        String problem = assertThrows(InvalidSettings.class, tls::reload).getMessage();
        assertTrue(problem.contains("the key is not that of the certificate"), problem);
        assertSame(before, tls.context());
        next.replace(shown);
        assertTrue(tls.reload());
    }

    @Test
    @DisplayName("what is no certificate is refused by the names of setting and file, and of a key nothing is told")
    void nonsense() throws IOException {
        Files.writeString(shown.certificate(), "nonsense");
        Files.writeString(shown.key(), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0!!\n-----END PRIVATE KEY-----\n");
        String problem = assertThrows(InvalidSettings.class, tls::reload).getMessage();
        assertTrue(problem.startsWith("EASEL_TLS_CERTIFICATE=" + shown.certificate()), problem);
        assertFalse(problem.contains("c2VjcmV0"), problem);
        Files.delete(shown.key());
        String gone = assertThrows(InvalidSettings.class, tls::reload).getMessage();
        assertEquals("EASEL_TLS_KEY=" + shown.key() + ": this file cannot be read (NoSuchFileException)", gone);
    }

    @Test
    @DisplayName("the files are looked at again and again, also after a look that failed")
    void watched() throws IOException {
        TestLoop loop = new TestLoop();
        new CertificateWatch(loop, tls).start();
        Files.delete(shown.certificate());
        loop.pass(CertificateWatch.EVERY_MS);
        TestCertificate.create(directory, "EC", "dns:other.example").replace(shown);
        loop.pass(CertificateWatch.EVERY_MS);
        assertEquals(Set.of("other.example"), tls.certificate().names());
    }

    @Test
    @DisplayName("another instance is who shows a certificate for one of the same names, from a trusted authority")
    void fellows() throws Exception {
        assertDoesNotThrow(() -> trust(shown), "the same files");
        TestCertificate foreign = TestCertificate.create(directory, "EC", "dns:board.example");
        assertThrows(CertificateException.class, () -> trust(foreign), "nobody that is trusted has signed it");
        X509Certificate before = tls.certificate().chain().getFirst();
        foreign.replace(shown);
        tls.reload();
        assertDoesNotThrow(() -> trust(foreign), "its own authority is now this one's");
        assertThrows(
                CertificateException.class,
                () -> tls.fellows().checkServerTrusted(new X509Certificate[] {before}, "ECDHE_ECDSA"));
    }

    @Test
    @DisplayName("a certificate that is trusted, but for other names, is no other instance's")
    void other_names() throws IOException {
        TestCertificate other = TestCertificate.create(directory, "EC", "dns:other.example");
        Files.writeString(
                shown.certificate(), Files.readString(shown.certificate()) + Files.readString(other.certificate()));
        tls.reload();
        assertThrows(CertificateException.class, () -> trust(other));
        assertDoesNotThrow(() -> trust(shown));
    }

    private void trust(TestCertificate certificate) throws CertificateException {
        X509Certificate leaf = Certificate.read(certificate.settings()).chain().getFirst();
        tls.fellows().checkServerTrusted(new X509Certificate[] {leaf}, "ECDHE_ECDSA");
    }

    @Test
    @DisplayName("both settings are set, or none")
    void together() {
        assertEquals(Optional.empty(), TlsSettings.fromEnvironment(_ -> null));
        assertEquals(
                Optional.of(new TlsSettings(Path.of("a.pem"), Path.of("b.pem"))),
                TlsSettings.fromEnvironment(Map.of("EASEL_TLS_CERTIFICATE", "a.pem", "EASEL_TLS_KEY", " b.pem ")::get));
        assertThrows(
                IllegalArgumentException.class,
                () -> TlsSettings.fromEnvironment(Map.of("EASEL_TLS_CERTIFICATE", "a.pem")::get));
    }
}
