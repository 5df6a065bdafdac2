package io.processheat.webhook.delivery.http;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.UnknownHostException;

/**
 * Why a name has no address.
 *
 * @param kind whether DNS said so
 */
record LookupFailure(Kind kind, String message) {

    static LookupFailure of(String name, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof DnsNameResolverTimeoutException) {
            return new LookupFailure(Kind.LOOKUP_UNANSWERED, "no DNS server answered in time for " + name);
        }
        return saysThereIsNone(root)
                ? new LookupFailure(Kind.NAME_LOOKUP, "DNS knows no address of " + name)
                : new LookupFailure(Kind.LOOKUP_UNANSWERED, "the lookup of " + name + " failed: " + root.getMessage());
    }

    /** All else comes from a server near by that cannot ask others: where the line is down, that is all that is left of DNS. */
    private static boolean saysThereIsNone(Throwable root) {
        return root instanceof UnknownHostException
                || root instanceof DnsErrorCauseException error && error.getCode().equals(DnsResponseCode.NXDOMAIN);
    }
}
