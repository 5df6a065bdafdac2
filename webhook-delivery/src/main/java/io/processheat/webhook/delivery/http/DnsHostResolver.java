package io.processheat.webhook.delivery.http;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the hosts file, then DNS over UDP (TCP where the answer is too long), and keeps answers for a while. */
public final class DnsHostResolver implements HostResolver {

    private final DnsNameResolver resolver;
    private final Map<String, Future<List<InetAddress>>> underWay = new HashMap<>();

    public DnsHostResolver(EventLoop loop, DnsSettings settings) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                // A port of its own for each lookup: guessing it is part of forging an answer.
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .hostsFileEntriesResolver(new DefaultHostsFileEntriesResolver())
                .queryTimeoutMillis(settings.queryTimeout().toMillis())
                .ttl(0, (int) settings.maxTtl().toSeconds())
                .negativeTtl((int) settings.negativeTtl().toSeconds());
        if (!settings.servers().isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(settings.servers()));
        }
        this.resolver = builder.build();
    }

    @Override
    public Future<List<InetAddress>> resolve(String name) {
        Future<List<InetAddress>> sameLookup = underWay.get(name);
        if (sameLookup != null) {
            return sameLookup;
        }
        Future<List<InetAddress>> lookup = resolver.resolveAll(name);
        if (!lookup.isDone()) {
            underWay.put(name, lookup);
            lookup.addListener(done -> underWay.remove(name));
        }
        return lookup;
    }

    @Override
    public void close() {
        resolver.close();
    }
}
