package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {

    @TempDir
    Path folder;

    private Path file;
    private LogCapture log;

    @BeforeEach
    void watchTheLog() {
        file = folder.resolve("data/admin-token");
        log = new LogCapture();
    }

    @AfterEach
    void noTokenWasLogged() throws IOException {
        log.close();
        if (Files.isReadable(file) && !Files.readString(file).isBlank()) {
            assertFalse(log.everything().contains(Files.readString(file).strip()));
        }
    }

    @Test
    void configuredTokensComeFirst() {
        Tokens tokens = source("from-the-environment").tokens(configured("from-the-configuration", "another-one-configured"));
        assertTrue(tokens.accept("Bearer from-the-configuration"));
        assertTrue(tokens.accept("Bearer another-one-configured"));
        assertFalse(tokens.accept("Bearer from-the-environment"));
        assertFalse(Files.exists(file));
    }

    @Test
    void theEnvironmentComesNext() {
        assertTrue(source(" from-the-environment\n").tokens(configured()).accept("Bearer from-the-environment"));
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void otherwiseATokenIsMadeForTheOwnersEyesOnly(String variable) throws IOException {
        Tokens made = source(variable).tokens(configured());
        String token = Files.readString(file).strip();
        assertTrue(token.matches("whk_[A-Za-z0-9_-]{43}"), "unexpected form");
        assertTrue(made.accept("Bearer " + token));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void theTokenThatIsThereIsKept() throws IOException {
        source(null).tokens(configured());
        String token = Files.readString(file).strip();
        assertTrue(source(null).tokens(configured()).accept("Bearer " + token));
        assertEquals(token, Files.readString(file).strip());
        assertEquals(List.of(), log.at(Level.WARN));
    }

    @Test
    void twoRuntimesMakeDifferentTokens() throws IOException {
        source(null).tokens(configured());
        String first = Files.readString(file);
        Files.delete(file);
        source(null).tokens(configured());
        assertFalse(first.equals(Files.readString(file)));
    }

    @Test
    void aDraftLeftByACrashIsNoToken() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("admin-token.new"), "whk_half");
        source(null).tokens(configured());
        assertTrue(Files.readString(file).startsWith("whk_"));
        assertFalse(Files.readString(file).startsWith("whk_half"));
        assertFalse(Files.exists(file.resolveSibling("admin-token.new")));
    }

    @Test
    void warnsWhereOthersMayReadTheFile() throws IOException {
        source(null).tokens(configured());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        source(null).tokens(configured());
        assertTrue(log.at(Level.WARN).get(0).contains("admin-token"));
    }

    @Test
    void anUnusableFileLetsNobodyInAndSaysSo() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\n");
        assertFalse(source(null).tokens(configured()).accept("Bearer "));
        assertTrue(log.at(Level.ERROR).get(0).contains("admin-token"));
        assertEquals("\n", Files.readString(file));
    }

    @Test
    void aFolderThatCannotBeMadeLetsNobodyInAndSaysSo() throws IOException {
        Files.writeString(folder.resolve("data"), "a file in the way");
        assertFalse(source(null).tokens(configured()).accept("Bearer "));
        assertEquals(1, log.at(Level.ERROR).size());
    }

    @Test
    void anUnusableVariableIsRefusedWithoutShowingIt() throws IOException {
        source("two words,here").tokens(configured());
        assertTrue(Files.exists(file));
        assertTrue(log.at(Level.ERROR).get(0).contains("WEBHOOK_ADMIN_TOKEN"));
        assertFalse(log.everything().contains("two words"));
    }

    @Test
    void aShortTokenIsTakenWithAWarning() {
        assertTrue(source("short").tokens(configured()).accept("Bearer short"));
        assertEquals(1, log.at(Level.WARN).size());
        assertFalse(log.everything().contains("A token of short"));
    }

    private TokenSource source(String variable) {
        return new TokenSource(name -> name.equals("WEBHOOK_ADMIN_TOKEN") ? variable : null, file);
    }

    private static Settings configured(String... tokens) {
        return new SettingsReader(Map.of("tokens", tokens)).read(Settings.DEFAULT);
    }
}
