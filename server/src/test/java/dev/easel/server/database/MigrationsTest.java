package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MigrationsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    @DisplayName("a host that takes connections and says nothing is given up, and may be tried again")
    void mute() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            DatabaseAddress address =
                    DatabaseAddress.of("postgres://easel@127.0.0.1:" + mute.getLocalPort() + "/easel");
            assertEquals(
                    Integer.toString(DatabaseAddress.LOGIN_S),
                    address.jdbcProperties().get("socketTimeout"));
            assertInstanceOf(DatabaseNotYet.class, failure(new Migrations(vertx, address).run()));
        }
    }
}
