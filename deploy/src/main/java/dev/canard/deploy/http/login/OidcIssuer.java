package dev.canard.deploy.http.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in by an issuer of OpenID Connect, with the authorization code flow and PKCE. What the issuer says of itself is asked for at the
 * first login, and again until there is an answer: Canard starts without it. Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core 1.0</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700">RFC 9700: Best Current Practice for OAuth 2.0 Security</a>
 */
public final class OidcIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(OidcIssuer.class);

    /** From the click on "Log in" to the return from the issuer. */
    public static final Duration LOGIN_TIME = Duration.ofMinutes(10);

    /** How long an issuer that gave no answer is not asked again: each asking takes a thread. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_KEY_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 200;

    /** Only signatures that the issuer alone can make, none by a secret that both have. */
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final OidcSettings settings;
    private final ClientID client;
    private final @Nullable Secret secret;
    private final InstantSource clock;

    private @Nullable Provider provider;
    private @Nullable Failure failure;

    private record Provider(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    private record Failure(Instant at, Exception cause) {}

    /**
     * A login to be made.
     *
     * @param address of the issuer, where the browser is to be sent
     * @param pending what the browser must bring back
     */
    public record Begun(URI address, PendingLogin pending) {}

    /**
     * Makes it; asks nothing yet.
     *
     * @param settings with an issuer
     * @throws IllegalArgumentException if the file of the client's secret cannot be read, or is empty
     */
    public OidcIssuer(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        client = new ClientID(settings.clientId());
        secret = secret(settings.clientSecretFile());
    }

    private static @Nullable Secret secret(String file) {
        if (file.isEmpty()) {
            return null;
        }
        String text;
        try {
            text = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "console.oidc.client-secret-file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("console.oidc.client-secret-file %s is empty".formatted(file));
        }
        return new Secret(text);
    }

    /**
     * Begins a login.
     *
     * @param redirect where the issuer is to send the browser afterwards
     */
    public Begun begin(URI redirect) throws IssuerUnreachableException {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope(settings.scopes().toArray(String[]::new)), client, redirect)
                .endpointURI(provider().metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Begun(
                address,
                new PendingLogin(
                        state.getValue(),
                        nonce.getValue(),
                        verifier.getValue(),
                        redirect,
                        clock.instant().plus(LOGIN_TIME)));
    }

    /**
     * Ends a login.
     *
     * @param answer the parameters with which the issuer has sent the browser back
     */
    public Login finish(PendingLogin pending, Map<String, List<String>> answer) throws IssuerUnreachableException {
        Provider asked = provider();
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(pending.redirect(), answer);
        } catch (ParseException e) {
            return new Login.Refused("the answer is none of an issuer");
        }
        if (!new State(pending.state()).equals(response.getState())) {
            return new Login.Refused("the answer belongs to another login");
        }
        if (response.getIssuer() != null && !response.getIssuer().equals(new Issuer(settings.issuer()))) {
            return new Login.Refused("the answer comes from another issuer");
        }
        if (!(response instanceof AuthenticationSuccessResponse success) || success.getAuthorizationCode() == null) {
            return new Login.Refused("the issuer did not log you in");
        }
        try {
            TokenResponse tokens = exchange(asked.metadata(), success.getAuthorizationCode(), pending);
            if (!(tokens instanceof OIDCTokenResponse granted)
                    || granted.getOIDCTokens().getIDToken() == null) {
                LOG.warn(
                        "a login failed: the issuer does not take the code: {}",
                        tokens.toErrorResponse().getErrorObject());
                return new Login.Refused("the issuer does not confirm the login");
            }
            return login(asked.validator().validate(granted.getOIDCTokens().getIDToken(), new Nonce(pending.nonce())));
        } catch (KeySourceException e) {
            throw new IssuerUnreachableException(settings.issuer() + " does not tell its keys", e);
        } catch (BadJOSEException | JOSEException | ParseException e) {
            LOG.warn("a login failed: {}", e.getMessage());
            return new Login.Refused("the issuer's proof of who you are does not hold");
        }
    }

    private TokenResponse exchange(OIDCProviderMetadata metadata, AuthorizationCode code, PendingLogin pending)
            throws IssuerUnreachableException, ParseException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, pending.redirect(), new CodeVerifier(pending.verifier()));
        URI endpoint = metadata.getTokenEndpointURI();
        TokenRequest.Builder request;
        if (secret == null) {
            request = new TokenRequest.Builder(endpoint, client, grant);
        } else {
            List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
            boolean inBody = methods != null
                    && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
            request = new TokenRequest.Builder(
                    endpoint,
                    inBody ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
                    grant);
        }
        HTTPRequest sent = request.build().toHTTPRequest();
        bound(sent);
        try {
            HTTPResponse response = sent.send();
            if (response.getStatusCode() >= HTTPResponse.SC_SERVER_ERROR) {
                throw new IOException("status " + response.getStatusCode());
            }
            return OIDCTokenResponseParser.parse(response);
        } catch (IOException e) {
            throw new IssuerUnreachableException(settings.issuer() + " does not confirm logins", e);
        }
    }

    private Login login(IDTokenClaimsSet claims) {
        String name = Optional.ofNullable(claims.getStringClaim(settings.nameClaim()))
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_NAME)
                .orElse(claims.getSubject().getValue());
        return texts(claims.getClaim(settings.roleClaim()))
                .map(settings.roles()::get)
                .filter(Objects::nonNull)
                .max(Comparator.<Role>naturalOrder())
                .<Login>map(role -> new Login.Done(name, role))
                .orElse(new Login.WithoutRole(name));
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text);
            case Collection<?> many ->
                many.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private synchronized Provider provider() throws IssuerUnreachableException {
        if (provider != null) {
            return provider;
        }
        if (failure != null && clock.instant().isBefore(failure.at().plus(PAUSE))) {
            throw silent(failure.cause());
        }
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), OidcIssuer::bound);
            Provider found = new Provider(metadata, validator(metadata));
            provider = found;
            return found;
        } catch (IOException | GeneralException e) {
            LOG.warn("the issuer {} does not tell how to log in: {}", settings.issuer(), e.getMessage());
            failure = new Failure(clock.instant(), e);
            throw silent(e);
        }
    }

    private IssuerUnreachableException silent(Exception cause) {
        return new IssuerUnreachableException(settings.issuer() + " does not tell how to log in", cause);
    }

    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        endpoint("jwks_uri", metadata.getJWKSetURI()).toURL(),
                        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_KEY_BYTES))
                // It would take a thread of its own.
                .refreshAheadCache(false)
                .retrying(true)
                .build();
        endpoint("authorization_endpoint", metadata.getAuthorizationEndpointURI());
        endpoint("token_endpoint", metadata.getTokenEndpointURI());
        return new IDTokenValidator(
                metadata.getIssuer(), client, new JWSVerificationKeySelector<>(ALGORITHMS, keys), null);
    }

    /** An issuer on https must not lead away from it. */
    private URI endpoint(String name, @Nullable URI address) throws IOException {
        if (address == null) {
            throw new IOException("it has no " + name);
        }
        if (settings.issuer().startsWith("https:") && !"https".equals(address.getScheme())) {
            throw new IOException("its %s is not on https: %s".formatted(name, address));
        }
        return address;
    }

    private static void bound(HTTPRequest request) {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(algorithms);
    }
}
