package io.processheat.webhook.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration in force; every value in it is valid. */
record Settings(
        String basePath,
        List<String> tokens,
        int maxBodyBytes,
        int maxWebhookBytes,
        long maxInflightBytes,
        Duration readTimeout,
        Duration answerTimeout,
        Duration backupTimeout,
        long drainMaxBytes,
        Duration drainTimeout) {

    static final String BASE_PATH_RANGE = "1 to 8 segments, each a slash and [A-Za-z0-9._~-]+ that does not begin with a dot";
    static final String TOKEN_RANGE = "1 to 1024 visible ASCII characters without commas";

    static final Settings DEFAULT = new Settings(
            "/api/v1",
            List.of(),
            2 * 1024 * 1024,
            64 * 1024,
            64 * 1024 * 1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            64 * 1024 * 1024,
            Duration.ofSeconds(5));

    private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");
    private static final Pattern TOKEN = Pattern.compile("[!-+\\--~]{1,1024}");

    Settings {
        tokens = List.copyOf(tokens);
    }

    static boolean isBasePath(String path) {
        return BASE_PATH.matcher(path).matches();
    }

    static boolean isToken(String token) {
        return TOKEN.matcher(token).matches();
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Settings[basePath=" + basePath + ", tokens=" + tokens.size() + "]";
    }
}
