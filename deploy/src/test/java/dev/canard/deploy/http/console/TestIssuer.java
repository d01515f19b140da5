package dev.canard.deploy.http.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.OidcSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** An issuer of OpenID Connect on this machine, which logs everybody in as the user that it is told, without asking. */
final class TestIssuer implements AutoCloseable {

    static final String CLIENT = "canard";
    static final String SECRET = "a secret of 32 characters or more";

    /** As what an ID token is signed. */
    enum Signature {
        RIGHT,
        /** By a key that only bears the right one's name. */
        OTHER_KEY,
        /** With the client's secret, which the client could do itself. */
        SECRET,
        NONE
    }

    private record Granted(String challenge, String redirect, String nonce) {}

    private final RSAKey key = key();
    private final RSAKey other = key();
    private final HttpServer server;
    private final Map<String, Granted> codes = new ConcurrentHashMap<>();

    volatile boolean down;
    volatile Map<String, Object> user = Map.of();
    volatile UnaryOperator<JWTClaimsSet.Builder> forged = UnaryOperator.identity();
    volatile Signature signature = Signature.RIGHT;

    private TestIssuer(HttpServer server) {
        this.server = server;
        answer("/.well-known/openid-configuration", exchange -> """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(address()));
        answer("/keys", exchange -> new JWKSet(key.toPublicJWK()).toString());
        answer("/token", this::token);
        server.createContext("/authorize", exchange -> {
            Map<String, List<String>> asked =
                    URLUtils.parseParameters(exchange.getRequestURI().getRawQuery());
            boolean wellFormed = "code".equals(first(asked, "response_type"))
                    && "S256".equals(first(asked, "code_challenge_method"))
                    && CLIENT.equals(first(asked, "client_id"))
                    && "openid profile".equals(first(asked, "scope"));
            String code = UUID.randomUUID().toString();
            codes.put(
                    code,
                    new Granted(first(asked, "code_challenge"), first(asked, "redirect_uri"), first(asked, "nonce")));
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            first(asked, "redirect_uri") + "?code=" + code + "&state=" + first(asked, "state"));
            exchange.sendResponseHeaders(wellFormed ? 302 : 400, -1);
            exchange.close();
        });
        server.start();
    }

    static TestIssuer start() throws IOException {
        return new TestIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a console that trusts it: of its groups, readers may view and checkers moderate. */
    OidcSettings settings(String secretFile, String publicUrl) {
        return new OidcSettings(
                address(),
                CLIENT,
                secretFile,
                OidcSettings.DEFAULTS.scopes(),
                OidcSettings.DEFAULTS.nameClaim(),
                OidcSettings.DEFAULTS.roleClaim(),
                Map.of("readers", Role.VIEWER, "checkers", Role.MODERATOR),
                Duration.ofHours(8),
                Duration.ofHours(1),
                publicUrl);
    }

    private String token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> asked =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Granted granted = codes.remove(first(asked, "code"));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean mayAsk = authorization == null
                ? CLIENT.equals(first(asked, "client_id"))
                : authorization.equals("Basic "
                        + Base64.getEncoder()
                                .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)));
        if (granted == null
                || !mayAsk
                || !granted.redirect().equals(first(asked, "redirect_uri"))
                || !granted.challenge()
                        .equals(CodeChallenge.compute(
                                        CodeChallengeMethod.S256, new CodeVerifier(first(asked, "code_verifier")))
                                .getValue())) {
            return "{\"error\": \"invalid_grant\"}";
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(address())
                .subject("subject")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", granted.nonce());
        user.forEach(claims::claim);
        try {
            return "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
                    .formatted(signed(forged.apply(claims).build()).serialize());
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private JWT signed(JWTClaimsSet claims) throws JOSEException {
        return switch (signature) {
            case RIGHT -> signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key));
            case OTHER_KEY -> signed(claims, JWSAlgorithm.RS256, new RSASSASigner(other));
            case SECRET -> signed(claims, JWSAlgorithm.HS256, new MACSigner(SECRET));
            case NONE -> new PlainJWT(claims);
        };
    }

    private static JWT signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("key").build(), claims);
        token.sign(signer);
        return token;
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("key")
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        return MultivaluedMapUtils.getFirstValue(parameters, name);
    }

    private interface Answer {
        String to(HttpExchange exchange) throws IOException;
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            byte[] body = (down ? "" : answer.to(exchange)).getBytes(StandardCharsets.UTF_8);
            boolean wrong = new String(body, StandardCharsets.UTF_8).contains("\"error\"");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 503 : wrong ? 400 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
