package io.processheat.webhook.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration file with the command line's words in it, as the Configurator reads it.
 *
 * <p>Merged here because the Configurator knows only whole configurations: a second source would replace what the file
 * says of the same component.
 */
final class EffectiveConfiguration {

    private static final String HTTP = "org.apache.felix.http";
    private static final String DELIVERY = "io.processheat.webhook.delivery";
    private static final String LOOPBACK = "127.0.0.0/8";
    private static final String HOST = "org.apache.felix.http.host";
    private static final String PORT = "org.osgi.service.http.port";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final ObjectNode root;

    private EffectiveConfiguration(ObjectNode root) {
        this.root = root;
    }

    static EffectiveConfiguration of(Path file, Overrides overrides) throws StartException {
        EffectiveConfiguration configuration = new EffectiveConfiguration(read(file));
        configuration.apply(overrides);
        configuration.applyDefaults();
        return configuration;
    }

    String host() {
        return root.path(HTTP).path(HOST).asText();
    }

    ListenAddress listenAddress() {
        return new ListenAddress(host(), root.path(HTTP).path(PORT).asInt());
    }

    /** Whether the file names tokens of the API: no token file is made then. */
    boolean hasTokens() {
        return !root.path("io.processheat.webhook.http").path("tokens").isEmpty();
    }

    void write(Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static ObjectNode read(Path file) throws StartException {
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new StartException(file + ": the configuration is not a JSON object");
        } catch (JsonProcessingException malformed) {
            throw new StartException(file + ", line " + malformed.getLocation().getLineNr() + ", column "
                    + malformed.getLocation().getColumnNr() + ": " + malformed.getOriginalMessage(), malformed);
        } catch (IOException unreadable) {
            throw new StartException("Cannot read the configuration " + file + ": " + unreadable, unreadable);
        }
    }

    private void apply(Overrides overrides) {
        if (overrides.host() != null) {
            root.withObject(HTTP).put(HOST, overrides.host());
        }
        if (overrides.port() != null) {
            root.withObject(HTTP).put(PORT, overrides.port());
        }
        overrides.allow().forEach(this::allow);
        if (overrides.demo()) {
            allow(LOOPBACK);
            root.withObject("io.processheat.demo.agent").put("rate", overrides.demoRate());
            root.withObject("io.processheat.demo.receiver").put("port", 0);
        }
    }

    /** What is absent has our default, not the HTTP server's, which listens on every address. */
    private void applyDefaults() {
        ObjectNode http = root.withObject(HTTP);
        putIfAbsent(http, HOST, "127.0.0.1");
        putIfAbsent(http, PORT, 8080);
        putIfAbsent(http, "org.apache.felix.http.context_path", "/");
        putIfAbsent(root, ":configurator:resource-version", 1);
        putIfAbsent(root, ":configurator:symbolic-name", "io.processheat.webhook.conf");
        putIfAbsent(root, ":configurator:version", "1.0.0");
    }

    private static void putIfAbsent(ObjectNode object, String name, Object value) {
        if (!object.hasNonNull(name)) {
            object.putPOJO(name, value);
        }
    }

    private void allow(String network) {
        ObjectNode delivery = root.withObject(DELIVERY);
        ArrayNode networks = delivery.get("allow.networks") instanceof ArrayNode given
                ? given
                : delivery.putArray("allow.networks");
        networks.add(network);
    }
}
