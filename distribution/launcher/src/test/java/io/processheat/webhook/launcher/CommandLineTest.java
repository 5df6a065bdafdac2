package io.processheat.webhook.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CommandLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.20.0.0/16", "192.168.1.5", "127.0.0.0/8", "0.0.0.0/0", "fd00:1::/32", "::1"})
    void networksAreTaken(String network) {
        assertEquals(network, new NetworkConverter().convert(network));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0/8", "example.com", "10.0.0.0/", "10.0.0.0/8/8", "300.1.1.1", "", "fd00::1/32"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(CommandLine.TypeConversionException.class, () -> new NetworkConverter().convert(text));
    }

    @ParameterizedTest
    @CsvSource({"--port 65536, not a port", "--port -1, not a port", "--demo --rate 0, not a rate", "--rate 3, --demo", "--color, --color"})
    void aBadWordIsNamed(String line, String named) {
        ParameterException refusal = assertThrows(
                ParameterException.class, () -> new CommandLine(new Main()).parseArgs(line.split(" ")));
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    }

    @Test
    void aDataFolderServesOneRuntime(@TempDir Path folder) throws Exception {
        DataFolder first = DataFolder.open(folder.resolve("data"));
        StartException refusal = assertThrows(StartException.class, () -> DataFolder.open(folder.resolve("data")));
        assertTrue(refusal.getMessage().contains(folder.resolve("data").toString()), refusal.getMessage());
        first.close();
        DataFolder.open(folder.resolve("data")).close();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenAddress address = new ListenAddress("127.0.0.1", taken.getLocalPort());
            StartException refusal = assertThrows(StartException.class, address::check);
            assertTrue(refusal.getMessage().contains("port " + taken.getLocalPort()), refusal.getMessage());
        }
    }
}
