package io.processheat.webhook.delivery.http;

import io.netty.resolver.dns.DnsNameResolverTimeoutException;

/** Says why a name has no address. */
final class LookupFailure {

    private LookupFailure() {}

    static String describe(String name, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof DnsNameResolverTimeoutException
                ? "no DNS server answered in time for " + name
                : "no address found for " + name + ": " + root.getMessage();
    }
}
