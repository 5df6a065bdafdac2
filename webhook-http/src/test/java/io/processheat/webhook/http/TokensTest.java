package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private final Tokens tokens = new Tokens(List.of("first-token", "second-token"));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer first-token", "Bearer second-token", "bearer second-token", "BEARER  first-token "})
    void acceptsEveryConfiguredToken(String authorization) {
        assertTrue(tokens.accept(authorization));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "first-token", "Basic first-token", "Bearer first-toke",
        "Bearer first-token2", "Bearer FIRST-TOKEN", "Bearerfirst-token", "Bearer first-token second-token"})
    void acceptsNothingElse(String authorization) {
        assertFalse(tokens.accept(authorization));
    }

    @Test
    void withoutTokensNobodyGetsIn() {
        assertFalse(new Tokens(List.of()).accept("Bearer "));
    }
}
