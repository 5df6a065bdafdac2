package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrBlockTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.19.255.255, 10.20.0.0, 10.20.255.255, 10.21.0.0",
        "100.64.0.0/10, 100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
        "10.0.0.4/31, 10.0.0.3, 10.0.0.4, 10.0.0.5, 10.0.0.6",
        "10.0.0.4, 10.0.0.3, 10.0.0.4, 10.0.0.4, 10.0.0.5",
        "192.0.0.0/2, 191.255.255.255, 192.0.0.0, 255.255.255.255, 0.0.0.0",
        "fd00:1::/32, fd00:0:ffff::, fd00:1::, fd00:1:ffff:ffff:ffff:ffff:ffff:ffff, fd00:2::",
        "::1, ::, ::1, ::1, ::2",
    })
    void holdsWhatIsBetweenItsEdges(String block, String before, String first, String last, String after) throws Exception {
        CidrBlock network = CidrBlock.parse(block);
        assertFalse(network.contains(InetAddress.getByName(before)), before);
        assertTrue(network.contains(InetAddress.getByName(first)), first);
        assertTrue(network.contains(InetAddress.getByName(last)), last);
        assertFalse(network.contains(InetAddress.getByName(after)), after);
    }

    @Test
    void theWholeOfAFamilyIsANetworkOfItsOwn() throws Exception {
        assertTrue(CidrBlock.parse("0.0.0.0/0").contains(InetAddress.getByName("255.255.255.255")));
        assertFalse(CidrBlock.parse("0.0.0.0/0").contains(InetAddress.getByName("::1")));
        assertTrue(CidrBlock.parse("::/0").contains(InetAddress.getByName("ffff::")));
        assertFalse(CidrBlock.parse("::/0").contains(InetAddress.getByName("10.0.0.1")));
    }

    @Test
    void saysTheRightFormWhereHostBitsAreSet() {
        String message = refusal("10.20.3.4/16");
        assertTrue(message.contains("10.20.0.0/16") && message.contains("10.20.3.4 for the one"), message);
        message = refusal("2001:db8::1/64");
        assertTrue(message.contains("2001:db8::/64"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/33, 0 to 32",
        "fd00::/129, 0 to 128",
        "10.20.0.0/, prefix length",
        "10.20.0.0/-1, prefix length",
        "10.20.0.0/255.255.0.0, prefix length",
        "10.20/16, is not a network",
        "010.20.0.0/16, is not a network",
        "historian.plant, is not a network",
        "localhost/8, is not a network",
        "fe80::1%eth0, is not a network",
        "'', is not a network",
        "::ffff:10.0.0.0/104, IPv4 form",
    })
    void refusesWhatIsNoNetworkAndSaysWhy(String text, String part) {
        assertTrue(refusal(text).contains(part), refusal(text));
    }

    @Test
    void isWrittenAsItIsRead() {
        assertEquals("10.20.0.0/16", CidrBlock.parse(" 10.20.0.0/16 ").toString());
        assertEquals("fd00:1::/32", CidrBlock.parse("FD00:1:0:0::/32").toString());
        assertEquals("10.20.3.4/32", CidrBlock.parse("10.20.3.4").toString());
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> CidrBlock.parse(text)).getMessage();
    }
}
