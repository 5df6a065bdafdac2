package io.processheat.webhook.delivery.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which connections are interchangeable. */
record PoolKey(Origin origin, InetAddress address) {

    /** The address connected to, for messages. */
    @Override
    public String toString() {
        return NetUtil.toSocketAddressString(new InetSocketAddress(address, origin.port()));
    }
}
