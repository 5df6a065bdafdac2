package io.processheat.webhook.delivery.http;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import java.net.UnknownHostException;

/** Says why a name has no address. */
final class LookupFailure {

    private LookupFailure() {}

    static String describe(String name, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof DnsNameResolverTimeoutException) {
            return "no DNS server answered in time for " + name;
        }
        return saysThereIsNone(root)
                ? "DNS knows no address of " + name
                : "the lookup of " + name + " failed: " + root.getMessage();
    }

    private static boolean saysThereIsNone(Throwable root) {
        return root instanceof UnknownHostException
                || root instanceof DnsErrorCauseException error && error.getCode().equals(DnsResponseCode.NXDOMAIN);
    }
}
