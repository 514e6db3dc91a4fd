package dev.easel.server.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person's browser does at a sign-in: goes where it is sent, keeps cookies, fills in the provider's forms. */
public final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final int MOST_HOPS = 20;

    /** By site, then by name; paths of cookies do not matter here. */
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    /** All that was sent by servers to be kept, as it was sent. */
    private final List<String> set = new ArrayList<>();

    private final String name;

    /** @param name under which the person signs in */
    public Browser(String name) {
        this.name = name;
    }

    /** With what another one has now. */
    public Browser(String name, Browser other) {
        this.name = name;
        other.cookies.forEach((site, its) -> cookies.put(site, new TreeMap<>(its)));
    }

    public List<String> set() {
        return List.copyOf(set);
    }

    /** The cookies that it has of that site, as they are sent. */
    public String cookies(URI site) {
        return of(site).entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; "));
    }

    private Map<String, String> of(URI site) {
        return cookies.computeIfAbsent(site.getAuthority(), _ -> new TreeMap<>());
    }

    /** Follows all redirects and fills in all forms until a page is there whose address is one of these. */
    public HttpResponse<String> goUntil(URI address, Predicate<URI> isThere) {
        HttpResponse<String> page = get(address);
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            URI next = next(page);
            if (next == null || isThere.test(next)) {
                return page;
            }
            page = page.statusCode() == 200 ? fill(page, next) : get(next);
        }
        throw new AssertionError("sent on and on");
    }

    /** Where the page sends it next; null where nowhere. */
    public static URI next(HttpResponse<String> page) {
        if (page.headers().firstValue("Location").isPresent()) {
            return page.uri().resolve(page.headers().firstValue("Location").get());
        }
        Matcher form = ACTION.matcher(page.body());
        return form.find() ? page.uri().resolve(form.group(1)) : null;
    }

    private HttpResponse<String> fill(HttpResponse<String> page, URI action) {
        Map<String, String> fields = new TreeMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        if (page.body().contains("name=\"login\"")) {
            fields.put("login", name);
            fields.put("password", "any");
        }
        String form = fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    public HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    public HttpResponse<String> post(URI address) {
        return send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.timeout(Duration.ofSeconds(30)).header("Accept", "text/html,application/json;q=0.9");
        URI site = request.build().uri();
        String has = cookies(site);
        if (!has.isEmpty()) {
            request.header("Cookie", has);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(it -> keep(site, it));
            return response;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private void keep(URI site, String cookie) {
        set.add(cookie);
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || cookie.contains("Max-Age=0") || cookie.contains("1970")) {
            of(site).remove(pair[0]);
        } else {
            of(site).put(pair[0], pair[1]);
        }
    }
}
