package dev.easel.server.call;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** A request whose body comes when the test says so. Of {@link HttpServerRequest} it has what reads a body. */
final class FakeRequest {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Handler<Buffer> data;
    private Handler<Void> end;
    private Handler<Throwable> failure;

    FakeRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    void comes(String text) {
        data.handle(Buffer.buffer(text));
    }

    void ends() {
        end.handle(null);
    }

    void breaks() {
        failure.handle(new IllegalStateException("the connection is gone"));
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(arguments[0].toString());
                    case "handler" -> {
                        data = handler(arguments[0]);
                        yield self;
                    }
                    case "endHandler" -> {
                        end = handler(arguments[0]);
                        yield self;
                    }
                    case "exceptionHandler" -> {
                        failure = handler(arguments[0]);
                        yield self;
                    }
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    @SuppressWarnings("unchecked") // as the interface has it
    private static <T> Handler<T> handler(Object argument) {
        return (Handler<T>) argument;
    }
}
