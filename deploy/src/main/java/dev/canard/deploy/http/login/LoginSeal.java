package dev.canard.deploy.http.login;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets browsers keep the logins that they have begun, encrypted (A256GCM) with a key of this process: so nobody can fill the server, or push
 * out others' logins, by beginning many. Thread-safe.
 */
public final class LoginSeal {

    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

    /** Longer ones are not even tried. */
    private static final int LONGEST = 4_096;

    private final OctetSequenceKey key;
    private final InstantSource clock;

    public LoginSeal(InstantSource clock) {
        this.clock = clock;
        try {
            key = new OctetSequenceKeyGenerator(256).generate();
        } catch (JOSEException e) {
            throw new AssertionError("every Java platform has random bytes", e);
        }
    }

    /** What the browser keeps. */
    public String seal(PendingLogin pending) {
        EncryptedJWT sealed = new EncryptedJWT(
                HEADER,
                new JWTClaimsSet.Builder()
                        .claim("state", pending.state())
                        .claim("nonce", pending.nonce())
                        .claim("verifier", pending.verifier())
                        .claim("redirect", pending.redirect().toString())
                        .claim("until", pending.until().toString())
                        .build());
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new AssertionError("every Java platform has AES", e);
        }
        return sealed.serialize();
    }

    /** What a browser brings; empty if it was not sealed by this process, or is too old. */
    public Optional<PendingLogin> open(String sealed) {
        if (sealed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            EncryptedJWT token = EncryptedJWT.parse(sealed);
            token.decrypt(new DirectDecrypter(key));
            JWTClaimsSet claims = token.getJWTClaimsSet();
            PendingLogin pending = new PendingLogin(
                    Objects.requireNonNull(claims.getStringClaim("state")),
                    Objects.requireNonNull(claims.getStringClaim("nonce")),
                    Objects.requireNonNull(claims.getStringClaim("verifier")),
                    URI.create(Objects.requireNonNull(claims.getStringClaim("redirect"))),
                    Instant.parse(Objects.requireNonNull(claims.getStringClaim("until"))));
            return clock.instant().isBefore(pending.until()) ? Optional.of(pending) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
