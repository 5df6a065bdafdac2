package io.processheat.webhook.delivery.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A DNS server on loopback whose zone is a function; it counts the A queries of each kind of transport. */
final class DnsServer implements AutoCloseable {

    /** What to answer. */
    record Reply(DnsResponseCode code, int ttl, boolean truncated, List<String> addresses) {

        static Reply of(int ttl, String... addresses) {
            return new Reply(DnsResponseCode.NOERROR, ttl, false, List.of(addresses));
        }

        static Reply noSuchName() {
            return new Reply(DnsResponseCode.NXDOMAIN, 0, false, List.of());
        }

        static Reply broken() {
            return new Reply(DnsResponseCode.SERVFAIL, 0, false, List.of());
        }

        static Reply tooLongForUdp(String... addresses) {
            return new Reply(DnsResponseCode.NOERROR, 0, true, List.of(addresses));
        }
    }

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Function<String, Reply> zone;
    private final Function<String, Reply> ipv6Zone;
    private final AtomicInteger udpQueries = new AtomicInteger();
    private final AtomicInteger tcpQueries = new AtomicInteger();
    private final InetSocketAddress address;

    /** @param zone the reply for a name, or null to keep silent */
    DnsServer(Function<String, Reply> zone) {
        this(zone, name -> Reply.of(0));
    }

    DnsServer(Function<String, Reply> zone, Function<String, Reply> ipv6Zone) {
        this.zone = zone;
        this.ipv6Zone = ipv6Zone;
        InetSocketAddress bound;
        do {
            bound = bind();
        } while (bound == null);
        address = bound;
    }

    /** Binds TCP and UDP to the same port, or returns null where the port is free for one of them only. */
    private InetSocketAddress bind() {
        Channel tcp = tcp().bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
        ChannelFuture udp = udp().bind(tcp.localAddress()).awaitUninterruptibly();
        if (udp.isSuccess()) {
            return (InetSocketAddress) tcp.localAddress();
        }
        tcp.close().syncUninterruptibly();
        return null;
    }

    InetSocketAddress address() {
        return address;
    }

    int udpQueries() {
        return udpQueries.get();
    }

    int tcpQueries() {
        return tcpQueries.get();
    }

    private Bootstrap udp() {
        return new Bootstrap().group(group).channel(NioDatagramChannel.class).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder())
                        .addLast(new SimpleChannelInboundHandler<DatagramDnsQuery>() {
                            @Override
                            protected void channelRead0(ChannelHandlerContext ctx, DatagramDnsQuery query) {
                                answer(ctx, query, new DatagramDnsResponse(query.recipient(), query.sender(), query.id()),
                                        udpQueries, true);
                            }
                        });
            }
        });
    }

    private ServerBootstrap tcp() {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder())
                                .addLast(new SimpleChannelInboundHandler<DefaultDnsQuery>() {
                                    @Override
                                    protected void channelRead0(ChannelHandlerContext ctx, DefaultDnsQuery query) {
                                        answer(ctx, query, new DefaultDnsResponse(query.id()), tcpQueries, false);
                                    }
                                });
                    }
                });
    }

    private void answer(
            ChannelHandlerContext ctx, DnsQuery query, DnsResponse response, AtomicInteger counter, boolean datagram) {
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        boolean ipv4 = question.type().equals(DnsRecordType.A);
        if (ipv4) {
            counter.incrementAndGet();
        }
        String name = question.name().substring(0, question.name().length() - 1);
        Reply reply = (ipv4 ? zone : ipv6Zone).apply(name);
        if (reply == null) {
            response.release();
            return;
        }
        response.setCode(reply.code());
        response.setTruncated(reply.truncated() && datagram);
        response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
        if (!response.isTruncated()) {
            reply.addresses().forEach(ip -> response.addRecord(DnsSection.ANSWER, record(question, reply.ttl(), ip)));
        }
        ctx.writeAndFlush(response);
    }

    private static DefaultDnsRawRecord record(DnsQuestion question, int ttl, String ip) {
        byte[] bytes = IpLiteral.parse(ip).orElseThrow().getAddress();
        return new DefaultDnsRawRecord(question.name(), DnsRecordType.A, ttl, Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
