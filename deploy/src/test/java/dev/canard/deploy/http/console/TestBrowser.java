package dev.canard.deploy.http.console;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the console's cookies as a browser does, and follows no redirect by itself. */
final class TestBrowser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Map<String, String> cookies = new TreeMap<>();
    private final String console;

    /** @param console its address, without a slash at its end */
    TestBrowser(String console) {
        this.console = console;
    }

    /** Goes to the issuer and back, as far as the console's answer to who comes back. */
    HttpResponse<String> logIn() throws IOException, InterruptedException {
        return get(authorize());
    }

    /** Goes to the issuer; the path and query by which it sends back. */
    String authorize() throws IOException, InterruptedException {
        URI issuer = location(get("/login"));
        URI back = location(CLIENT.send(HttpRequest.newBuilder(issuer).build(), HttpResponse.BodyHandlers.ofString()));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + path))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String line : response.headers().allValues("Set-Cookie")) {
            HttpCookie cookie = HttpCookie.parse(line).getFirst();
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
        return response;
    }

    private static URI location(HttpResponse<String> response) {
        return URI.create(response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(response + response.body())));
    }
}
