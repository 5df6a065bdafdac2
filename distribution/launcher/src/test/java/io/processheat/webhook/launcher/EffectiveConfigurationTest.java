package io.processheat.webhook.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigurationTest {

    private static final Overrides NOTHING = new Overrides(null, null, List.of(), null);

    @TempDir
    Path folder;

    @Test
    void theFileStandsWhereTheCommandLineIsSilent() throws Exception {
        JsonNode written = effective("""
                { // comments are welcome
                  "org.apache.felix.http": {"org.apache.felix.http.host": "10.1.2.3", "org.osgi.service.http.port": 81},
                  "io.processheat.webhook.delivery": {"allow.networks": ["10.0.0.0/8"], "timeout.ms": 5000}
                }""", NOTHING);
        assertEquals("10.1.2.3", written.at("/org.apache.felix.http/org.apache.felix.http.host").asText());
        assertEquals(81, written.at("/org.apache.felix.http/org.osgi.service.http.port").asInt());
        assertFalse(written.has("io.processheat.demo.agent"));
    }

    @Test
    void theCommandLineWinsAndKeepsTheRest() throws Exception {
        JsonNode written = effective("""
                {"org.apache.felix.http": {"org.osgi.service.http.port": 81, "org.apache.felix.http.context_path": "/"},
                 "io.processheat.webhook.delivery": {"allow.networks": ["10.0.0.0/8"], "timeout.ms": 5000}}""",
                new Overrides("127.0.0.2", 0, List.of("192.168.7.0/24"), null));
        assertEquals("127.0.0.2", written.at("/org.apache.felix.http/org.apache.felix.http.host").asText());
        assertEquals(0, written.at("/org.apache.felix.http/org.osgi.service.http.port").asInt());
        assertEquals("/", written.at("/org.apache.felix.http/org.apache.felix.http.context_path").asText());
        assertEquals("[\"10.0.0.0/8\",\"192.168.7.0/24\"]", written.at("/io.processheat.webhook.delivery/allow.networks").toString());
        assertEquals(5000, written.at("/io.processheat.webhook.delivery/timeout.ms").asInt());
    }

    @Test
    void theDemoAllowsLoopbackAndSetsItsRate() throws Exception {
        JsonNode written = effective("{}", new Overrides(null, null, List.of(), 7.5));
        assertEquals("[\"127.0.0.0/8\"]", written.at("/io.processheat.webhook.delivery/allow.networks").toString());
        assertEquals(7.5, written.at("/io.processheat.demo.agent/rate").asDouble());
        assertTrue(written.has("io.processheat.demo.receiver"));
    }

    @Test
    void listensOnThisMachineOnlyWhereTheFileSaysNothing() throws Exception {
        JsonNode http = effective("{}", NOTHING).path("org.apache.felix.http");
        assertEquals("127.0.0.1", http.path("org.apache.felix.http.host").asText());
        assertEquals(8080, http.path("org.osgi.service.http.port").asInt());
    }

    @Test
    void isReadByTheConfiguratorThoughTheFileLeavesItsLinesOut() throws Exception {
        JsonNode written = effective("{}", NOTHING);
        assertEquals(1, written.path(":configurator:resource-version").asInt());
        assertTrue(written.hasNonNull(":configurator:symbolic-name"));
        assertTrue(written.hasNonNull(":configurator:version"));
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() throws Exception {
        StartException refusal = assertThrows(StartException.class, () -> effective("{\n  \"a\": }", NOTHING));
        assertTrue(refusal.getMessage().contains("webhooks.json, line 2"), refusal.getMessage());
    }

    private JsonNode effective(String json, Overrides overrides) throws Exception {
        Path file = Files.writeString(folder.resolve("webhooks.json"), json);
        Path written = folder.resolve("effective.json");
        EffectiveConfiguration.of(file, overrides).write(written);
        return new ObjectMapper().readTree(written.toFile());
    }
}
