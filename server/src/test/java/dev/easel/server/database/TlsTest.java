package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.embedded.PostgresAddress;
import dev.easel.server.tls.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PostgreSQL that speaks TLS, with a certificate of its own for {@code localhost}. */
@Timeout(60)
final class TlsTest {
    @TempDir
    private static Path directory;

    private static TestCertificate certificate;
    private static EmbeddedPostgres postgres;
    private static Vertx vertx;

    @BeforeAll
    static void open() throws Exception {
        certificate = TestCertificate.create(directory, "RSA", "dns:localhost");
        postgres = EmbeddedPostgres.start(
                directory.resolve("data"),
                Map.of(
                        "ssl",
                        "on",
                        "ssl_cert_file",
                        certificate.certificate().toString(),
                        "ssl_key_file",
                        certificate.key().toString()));
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        await(vertx.close());
        postgres.stop();
    }

    private static DatabaseAddress address(String host, String mode, boolean isTrusted) {
        PostgresAddress there = postgres.address();
        return DatabaseAddress.of(
                "postgres://" + there.user() + ":" + there.password() + "@" + host + ":" + there.port()
                        + "/" + there.database() + "?sslmode=" + mode
                        + (isTrusted ? "&sslrootcert=" + certificate.certificate() : ""));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, prefer, false",
        "127.0.0.1, require, false",
        "127.0.0.1, verify-ca, true",
        "localhost, verify-full, true"
    })
    @DisplayName("what is asked for is kept, over every kind of connection")
    void kept(String host, String mode, boolean isTrusted) throws Exception {
        DatabaseAddress address = address(host, mode, isTrusted);
        await(new Trial(vertx, address).run());
        await(new Migrations(vertx, address).run());
        Database database = Database.open(vertx, address, 1);
        assertTrue(await(database.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()", Tuple.tuple()))
                .iterator()
                .next()
                .getBoolean(0));
        await(database.close());
        address.connect().close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, verify-full, true", "localhost, verify-full, false", "localhost, verify-ca, false"})
    @DisplayName("a certificate of another host, or of nobody that is trusted, is refused")
    void refused(String host, String mode, boolean isTrusted) {
        Throwable refused = failure(new Trial(vertx, address(host, mode, isTrusted)).run());
        String message = assertInstanceOf(DatabaseRefused.class, refused).getMessage();
        assertTrue(message.contains("cannot be used: the encrypted connection is refused: "), message);
        assertTrue(
                message.endsWith(
                        "Correct the host, name the authorities to trust by sslrootcert, or use another" + " sslmode"),
                message);
    }

    @Test
    @DisplayName("a file of authorities that is not there is refused")
    void no_file() {
        DatabaseAddress address = DatabaseAddress.of(
                "postgres://u:p@localhost:" + postgres.address().port() + "/easel?sslmode=verify-full&sslrootcert="
                        + directory.resolve("missing.pem"));
        Throwable refused = failure(new Trial(vertx, address).run());
        assertEquals(
                "the database at " + address + " cannot be used: the file of sslrootcert cannot be read: "
                        + directory.resolve("missing.pem"),
                assertInstanceOf(DatabaseRefused.class, refused).getMessage());
    }
}
