package io.processheat.webhook.delivery;

import io.netty.handler.ssl.SslContext;
import io.processheat.webhook.delivery.http.AddressGuard;
import io.processheat.webhook.delivery.http.CidrBlock;
import io.processheat.webhook.delivery.http.DnsSettings;
import io.processheat.webhook.delivery.http.HttpSettings;
import java.time.Duration;
import java.util.List;

/** A configuration that was checked. What the values mean is said at {@link Config}. */
record Settings(
        Duration timeout,
        RetrySchedules retrySchedules,
        PaceSettings pace,
        int fastWindow,
        int slowWindow,
        int reservedPercent,
        long queueBytes,
        int unhealthyAfter,
        Duration orderHold,
        List<CidrBlock> allowNetworks,
        SslContext tls,
        DnsSettings dns,
        int lanes,
        Duration drain,
        Duration lease,
        Duration recheck,
        OutageSettings outage,
        HttpSettings http) {

    /** One lane's part. */
    LaneSettings ofLane() {
        return new LaneSettings(
                pace,
                Math.max(1, fastWindow / lanes),
                Math.max(1, slowWindow / lanes),
                reservedPercent,
                queueBytes / lanes,
                timeout.toMillis(),
                unhealthyAfter,
                orderHold.toMillis(),
                recheck.toMillis());
    }

    AddressGuard guard() {
        return new AddressGuard(allowNetworks, SettingsReader.ALLOW_NETWORKS);
    }
}
