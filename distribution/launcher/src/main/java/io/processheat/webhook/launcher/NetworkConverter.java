package io.processheat.webhook.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address, or a network as address/prefix. What it allows is the dispatcher's business. */
final class NetworkConverter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        String[] parts = text.split("/", -1);
        boolean literal = parts[0].matches("\\d{1,3}(\\.\\d{1,3}){3}") || parts[0].matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        if (!literal || parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw refusal(text);
        }
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            if (parts.length == 2) {
                checkHostBits(text, address, Integer.parseInt(parts[1]));
            }
        } catch (UnknownHostException notAnAddress) {
            throw refusal(text);
        }
        return text;
    }

    private static void checkHostBits(String text, InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        if (prefix > bytes.length * 8) {
            throw refusal(text);
        }
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                throw new TypeConversionException("'" + text + "' has bits set behind its prefix of " + prefix);
            }
        }
    }

    private static TypeConversionException refusal(String text) {
        return new TypeConversionException("'" + text + "' is not a network: 10.20.0.0/16, 192.168.1.5, fd00:1::/32");
    }
}
