package io.processheat.webhook.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tokens come from: the configuration, else the environment, else the token file. */
final class TokenSource {

    static final String VARIABLE = "WEBHOOK_ADMIN_TOKEN";

    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);
    private static final int ADVISABLE_LENGTH = 16;

    private final UnaryOperator<String> environment;
    private final Path file;

    TokenSource(UnaryOperator<String> environment, Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** Fails closed: where no token can be had, no call but the health check gets in. */
    Tokens tokens(Settings settings) {
        if (!settings.tokens().isEmpty()) {
            return checked(settings.tokens(), "tokens");
        }
        String variable = environment.apply(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            if (Settings.isToken(variable.strip())) {
                return checked(List.of(variable.strip()), VARIABLE);
            }
            LOG.error("{} is refused: a token is " + Settings.TOKEN_RANGE + "; the token file is used", VARIABLE);
        }
        return fromFile();
    }

    private Tokens fromFile() {
        try {
            return checked(List.of(new TokenFile(file).readOrCreate()), file.toString());
        } catch (IOException e) {
            LOG.error("No token from {}: {}. Until one is configured or the bundle is restarted, every call but the"
                    + " health check is answered 401", file.toAbsolutePath(), e.toString());
            return new Tokens(List.of());
        }
    }

    private static Tokens checked(List<String> tokens, String origin) {
        if (tokens.stream().anyMatch(token -> token.length() < ADVISABLE_LENGTH)) {
            LOG.warn("A token of {} is shorter than {} characters: easy to guess", origin, ADVISABLE_LENGTH);
        }
        return new Tokens(tokens);
    }
}
