package io.processheat.webhook.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.WebhookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void isMadeWith32BytesInADataFolderThatIsMadeToo() throws IOException {
        Path data = folder.resolve("a/data");

        keyFile(data, "secrets.key").key();

        assertEquals(32, Files.size(data.resolve("secrets.key")));
        try (Stream<Path> files = Files.list(data)) {
            assertEquals(List.of(data.resolve("secrets.key")), files.toList());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForItsOwnerAlone() throws IOException {
        keyFile(folder, "secrets.key").key();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
    }

    @Test
    void keepsTheKeyOverARestart() throws IOException {
        String first = keyFile(folder, "secrets.key").key().id();
        byte[] bytes = Files.readAllBytes(folder.resolve("secrets.key"));

        assertEquals(first, keyFile(folder, "secrets.key").key().id());
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("secrets.key")));
    }

    @Test
    void theKeysIdIsTheStartOfItsHash() throws Exception {
        SealingKey key = keyFile(folder, "secrets.key").key();

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("secrets.key")));
        assertEquals(HexFormat.of().formatHex(hash).substring(0, 16), key.id());
    }

    @Test
    void aFileOfAWrongSizeIsRefusedAndLeftAlone() throws IOException {
        Path file = Files.write(folder.resolve("secrets.key"), new byte[31]);

        WebhookException refusal = assertThrows(WebhookException.class, () -> keyFile(folder, "secrets.key").key());

        assertEquals(WebhookException.Reason.UNAVAILABLE, refusal.reason());
        assertTrue(refusal.getMessage().contains(file + " has 31 bytes instead of 32"), refusal.getMessage());
        assertArrayEquals(new byte[31], Files.readAllBytes(file));
    }

    @Test
    void aFileThatIsPutRightServesWithoutARestart() throws IOException {
        Path file = Files.write(folder.resolve("secrets.key"), new byte[0]);
        KeyFile keyFile = keyFile(folder, "secrets.key");
        assertThrows(WebhookException.class, keyFile::key);

        Files.write(file, new byte[32]);

        assertEquals(new SealingKey(new byte[32]).id(), keyFile.key().id());
    }

    @Test
    void noKeyIsMadeWhereTheVolumeSeemsNotMounted() {
        Path volume = folder.resolve("mnt/stick");

        WebhookException refusal = assertThrows(
                WebhookException.class, () -> keyFile(folder.resolve("data"), volume.resolve("k").toString()).key());

        assertTrue(refusal.getMessage().contains(volume.toString()), refusal.getMessage());
        assertFalse(Files.exists(volume));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatOthersCanReadIsWarnedOf() throws IOException {
        Path file = Files.write(folder.resolve("secrets.key"), new byte[32]);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(1, warningsAtLoading());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        assertEquals(1, warningsAtLoading());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(0, warningsAtLoading());
    }

    private long warningsAtLoading() {
        try (LogCapture log = new LogCapture()) {
            keyFile(folder, "secrets.key").key();
            return log.at(Level.WARN).stream().filter(line -> line.contains("secrets.key")).count();
        }
    }

    private static KeyFile keyFile(Path dataFolder, String file) {
        return new KeyFile(dataFolder, dataFolder.resolve(file), new SecureRandom());
    }
}
