package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.LoginSettings;
import dev.canard.deploy.http.console.TestIssuer.Signature;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in to the console by an issuer on this machine, on an embedded broker. */
class LoginIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORWARDED = "X-Forwarded-For";
    private static final String BEARER = "Authorization";

    @TempDir
    private static Path directory;

    private static LocalPipeline local;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private TestIssuer issuer;
    private ConsoleServer server;
    private TestBrowser browser;

    @BeforeAll
    static void startBroker() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        local = LocalPipeline.start(
                CanardSettings.DEFAULTS,
                directory,
                new Topologies(CanardSettings.DEFAULTS, meters, InstantSource.system()),
                meters);
    }

    @AfterAll
    static void stopBroker() throws IOException {
        local.close();
    }

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        issuer.user = Map.of("preferred_username", "ann", "groups", List.of("staff", "checkers", "readers"));
        serve("", "", LoginSettings.DEFAULTS);
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    private void serve(String secretFile, String publicUrl, LoginSettings login) throws Exception {
        ConsoleSettings settings = ConsoleSettings.DEFAULTS
                .withUsers(List.of(ConsoleServer.user("tool", Role.VIEWER)))
                .withLogin(login)
                .withOidc(issuer.settings(secretFile, publicUrl));
        server = ConsoleServer.start(local.settings().withConsole(settings), local.replays(), meters, clock);
        browser = browser();
    }

    @Test
    void login_ofAUserInSeveralGroups_givesTheHighestRole() throws Exception {
        // when
        HttpResponse<String> back = browser.logIn();

        // then
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).hasValue("/");
        JsonNode me = JSON.readTree(browser.get("/api/me").body());
        assertThat(me.get("name").asText()).isEqualTo("ann");
        assertThat(me.get("role").asText()).isEqualTo("MODERATOR");
        assertThat(me.get("session").asBoolean()).isTrue();
    }

    @Test
    void login_withAClientSecret_showsIt() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), TestIssuer.SECRET + "\n");
        server.close();
        serve(secret.toString(), "", LoginSettings.DEFAULTS);

        assertThat(browser.logIn().statusCode()).isEqualTo(302);
    }

    @Test
    void login_withoutAName_isNamedByItsSubject() throws Exception {
        issuer.user = Map.of("groups", "readers");

        browser.logIn();

        JsonNode me = JSON.readTree(browser.get("/api/me").body());
        assertThat(me.get("name").asText()).isEqualTo("subject");
        assertThat(me.get("role").asText()).isEqualTo("VIEWER");
    }

    @Test
    void cookies_onThisMachine_areHiddenFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> begun = browser.get("/login");
        assertThat(begun.headers().firstValue("Set-Cookie")).get().asString().satisfies(LoginIT::isGuarded);

        assertThat(session(browser.logIn())).satisfies(LoginIT::isGuarded).doesNotContain("Secure");
    }

    @Test
    void cookies_overHttps_goNoOtherWayAndToNoOtherHost() throws Exception {
        server.close();
        serve("", "https://canard.example", LoginSettings.DEFAULTS);

        assertThat(session(browser.logIn()))
                .startsWith("__Host-canard-session=")
                .satisfies(LoginIT::isGuarded)
                .contains("; Secure")
                .doesNotContain("Domain");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(post("/logout", "X-Canard-Request", "1", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(post("/logout", "X-Canard-Request", "1", "Origin", "https://canard.example"))
                .isEqualTo(200);
    }

    @Test
    void login_again_endsTheSessionBefore() throws Exception {
        browser.logIn();
        String before = browser.cookies.get("canard-session");

        browser.logIn();

        assertThat(browser.cookies.get("canard-session")).isNotEqualTo(before).matches("[\\w-]{43}");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        browser.cookies.put("canard-session", before);
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "aud", "iss", "exp", "iat"})
    void token_withAWrongClaim_isRefused(String claim) throws Exception {
        issuer.forged = token -> switch (claim) {
            case "exp" -> token.expirationTime(Date.from(Instant.now().minusSeconds(300)));
            case "iat" -> token.issueTime(Date.from(Instant.now().plusSeconds(3_000)));
            default -> token.claim(claim, "another");
        };

        assertRefused(browser.logIn());
    }

    @ParameterizedTest
    @EnumSource(value = Signature.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void token_withAWrongSignature_isRefused(Signature signature) throws Exception {
        issuer.signature = signature;

        assertRefused(browser.logIn());
    }

    @Test
    void callback_withAnotherState_isRefused() throws Exception {
        assertRefused(browser.get(browser.authorize().replaceAll("state=[^&]*", "state=another")));
    }

    @Test
    void callback_withACodeOfAnotherLogin_isRefused() throws Exception {
        // given a code that was stolen, and the state of the thief's own login
        String stolen = new TestBrowser(address()).authorize();
        String own = browser.authorize();

        assertRefused(browser.get(own.replaceAll("code=[^&]*", stolen.replaceAll(".*(code=[^&]*).*", "$1"))));
    }

    @Test
    void callback_inAnotherBrowser_isRefused() throws Exception {
        String path = browser.authorize();
        browser = browser();

        assertRefused(browser.get(path));
    }

    @Test
    void callback_thatComesTooLate_isRefused() throws Exception {
        String path = browser.authorize();
        after(Duration.ofMinutes(10));

        assertRefused(browser.get(path));
    }

    @Test
    void callback_withAnErrorOrNothing_isRefused() throws Exception {
        String state = browser.authorize().replaceAll(".*(state=[^&]*).*", "$1");
        assertRefused(browser.get("/login/callback?error=access_denied&" + state));

        browser.authorize();
        assertRefused(browser.get("/login/callback"));
    }

    @Test
    void user_withoutARole_isRefusedOnAPage() throws Exception {
        // given a name that is more than a name
        issuer.user = Map.of("preferred_username", "<script>alert(1)</script>", "groups", List.of("staff"));

        // when
        HttpResponse<String> back = browser.get(browser.authorize(), "Accept", "text/html,*/*");

        // then
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
        assertThat(back.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'");
        assertThat(back.body()).contains("has no role here").doesNotContain("<script>");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void session_thatNobodyUses_ends() throws Exception {
        browser.logIn();
        after(Duration.ofMinutes(59));
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        after(Duration.ofMinutes(59));
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);

        after(Duration.ofHours(1));

        HttpResponse<String> ended = browser.get("/api/me");
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(ended.body()).get("login").asText()).isEqualTo("/login");
    }

    @Test
    void session_thatOnlyThePageItselfUses_ends() throws Exception {
        browser.logIn();
        for (int i = 0; i < 2; i++) {
            after(Duration.ofMinutes(29));
            assertThat(browser.get("/api/alerts", "X-Canard-Automatic", "1").statusCode())
                    .isEqualTo(200);
        }

        after(Duration.ofMinutes(2));

        assertThat(browser.get("/api/alerts", "X-Canard-Automatic", "1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void session_thatIsUsed_endsAfterItsTime() throws Exception {
        browser.logIn();
        for (int i = 0; i < 15; i++) {
            after(Duration.ofMinutes(30));
            assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        }

        after(Duration.ofMinutes(30));

        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void logout_endsTheSession() throws Exception {
        browser.logIn();
        String id = browser.cookies.get("canard-session");

        assertThat(post("/logout", "X-Canard-Request", "1")).isEqualTo(200);

        assertThat(browser.cookies).isEmpty();
        browser.cookies.put("canard-session", id);
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    @Timeout(60)
    void stream_ofASession_endsWithIt() throws Exception {
        browser.logIn();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/api/stream"))
                .header("Accept", "text/event-stream")
                .header("Cookie", "canard-session=" + browser.cookies.get("canard-session"))
                .build();
        HttpResponse<Stream<String>> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);

        post("/logout", "X-Canard-Request", "1");

        // With the next sign of life that it would get.
        assertThat(stream.body().filter(line -> line.startsWith("event"))).isEmpty();
    }

    @Test
    void session_usedByAnotherSite_isRefused() throws Exception {
        browser.logIn();

        assertThat(post("/api/decisions")).isEqualTo(403);
        assertThat(post("/api/decisions", "X-Canard-Request", "1", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(post("/api/decisions", "X-Canard-Request", "1", "Origin", "null"))
                .isEqualTo(403);
        assertThat(post("/logout", "Origin", "https://evil.example")).isEqualTo(403);
        // The body is none of an order: it came as far as that.
        assertThat(post("/api/decisions", "X-Canard-Request", "1", "Origin", address()))
                .isEqualTo(400);
    }

    @Test
    void login_whileTheIssuerIsDown_saysSo_andTokensStillWork() throws Exception {
        // given
        issuer.down = true;

        // when
        HttpResponse<String> begun = browser.get("/login");

        // then
        assertThat(begun.statusCode()).isEqualTo(503);
        assertThat(begun.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(JSON.readTree(begun.body()).get("detail").asText()).contains(issuer.address(), "try again");
        assertThat(browser.get("/login", "Accept", "text/html").body()).contains("try again");
        assertThat(browser.get("/api/me", BEARER, "Bearer tool").statusCode()).isEqualTo(200);

        // when it is there again
        issuer.down = false;
        after(Duration.ofSeconds(5));

        // then
        String path = browser.authorize();
        issuer.down = true;
        assertThat(browser.get(path).statusCode()).isEqualTo(503);
        issuer.down = false;
        assertThat(browser.logIn().statusCode()).isEqualTo(302);
        assertThat(meters.counter(Meter.FAILED_LOGINS).count()).isZero();
    }

    @Test
    void login_byAForeignName_isRefusedWithoutAPublicUrl() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address("").getPort())) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403")
                    .contains("console.oidc.public-url");
        }
    }

    @Test
    void wrongTokens_makeTheAddressWait_alsoWithTheRightOne() throws Exception {
        // given
        browser.logIn();
        for (int i = 0; i < 10; i++) {
            assertThat(tool("wrong " + i).statusCode()).isEqualTo(401);
        }

        // when, then
        HttpResponse<String> held = tool("wrong");
        assertThat(held.statusCode()).isEqualTo(429);
        assertThat(held.headers().firstValue("Retry-After")).hasValue("6");
        assertThat(tool("tool").statusCode()).isEqualTo(429);
        // Nobody trusts this proxy.
        assertThat(tool("tool", FORWARDED, "192.0.2.1").statusCode()).isEqualTo(429);
        assertThat(browser.get("/login").statusCode()).isEqualTo(429);
        // Who is logged in goes on.
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(meters.counter(Meter.FAILED_LOGINS).count()).isEqualTo(10);

        // when it has waited
        after(Duration.ofSeconds(6));

        // then
        assertThat(tool("tool").statusCode()).isEqualTo(200);
    }

    @Test
    void wrongTokens_ofOneAddressBehindAProxy_holdUpNoOther() throws Exception {
        // given
        server.close();
        serve("", "", new LoginSettings(2, List.of("127.0.0.1")));

        // when
        assertThat(tool("wrong", FORWARDED, "192.0.2.1").statusCode()).isEqualTo(401);
        assertThat(tool("wrong", FORWARDED, "198.51.100.7, 192.0.2.1").statusCode())
                .isEqualTo(401);

        // then
        assertThat(tool("tool", FORWARDED, "192.0.2.1").statusCode()).isEqualTo(429);
        assertThat(tool("tool", FORWARDED, "198.51.100.7, 192.0.2.1").statusCode())
                .isEqualTo(429);
        assertThat(tool("tool", FORWARDED, "198.51.100.7", FORWARDED, "192.0.2.1")
                        .statusCode())
                .isEqualTo(429);
        assertThat(tool("tool", FORWARDED, "192.0.2.2").statusCode()).isEqualTo(200);
        assertThat(tool("tool", FORWARDED, "192.0.2.1, 192.0.2.2").statusCode()).isEqualTo(200);
    }

    @Test
    void failedLogins_makeTheAddressWait() throws Exception {
        issuer.signature = Signature.OTHER_KEY;
        for (int i = 0; i < 10; i++) {
            assertRefused(browser.logIn());
        }

        assertThat(browser.get("/login").statusCode()).isEqualTo(429);
        assertThat(browser.get("/login", "Accept", "text/html").body()).contains("have failed");
        assertThat(tool("tool").statusCode()).isEqualTo(429);
    }

    private void after(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private String address() {
        return server.address("").toString();
    }

    private TestBrowser browser() {
        return new TestBrowser(address());
    }

    private int post(String path, String... headers) throws IOException, InterruptedException {
        return browser.send("POST", path, headers).statusCode();
    }

    /** Asks as a program does, with a token. */
    private HttpResponse<String> tool(String token, String... headers) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of(BEARER, "Bearer " + token), Arrays.stream(headers))
                .toArray(String[]::new);
        return browser().get("/api/me", all);
    }

    private void assertRefused(HttpResponse<String> back) throws IOException, InterruptedException {
        assertThat(back.statusCode()).as(back.body()).isEqualTo(401);
        assertThat(browser.cookies).isEmpty();
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    private static String session(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.contains("canard-session="))
                .findFirst()
                .orElseThrow();
    }

    private static void isGuarded(String cookie) {
        assertThat(cookie).contains("; HttpOnly").contains("; SameSite=Lax").contains("; Path=/;");
    }
}
