package io.processheat.webhook.delivery.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/** Opens connections: to an address, in the name of a target. */
final class Connector {

    private static final long CLOSE_NOTIFY_MILLIS = 500;

    private final Bootstrap bootstrap;
    private final HttpSettings settings;
    private final SslContext ssl;
    private final ConnectionPool pool;
    private final RequestHead head;

    Connector(EventLoop loop, HttpSettings settings, SslContext ssl, ConnectionPool pool) {
        this.settings = settings;
        this.ssl = ssl;
        this.pool = pool;
        this.head = new RequestHead(settings.userAgent());
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                // A receiver may answer and then stop reading: its answer must not be lost with the failed write.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis());
    }

    /** Done once TCP is connected; a TLS handshake is then under way. */
    ChannelFuture open(Target target, InetAddress address) {
        return bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        equip(channel, target, address);
                    }
                })
                .connect(new InetSocketAddress(address, target.port()));
    }

    private void equip(Channel channel, Target target, InetAddress address) {
        ChannelPipeline pipeline = channel.pipeline();
        if (!target.plainHttp()) {
            pipeline.addLast(tls(channel, target));
        }
        ResponseDecoder decoder = new ResponseDecoder();
        PoolKey key = new PoolKey(target.origin(), address);
        pipeline.addLast(decoder, new Connection(key, pool, decoder, head, settings.bodyGrace()));
    }

    private SslHandler tls(Channel channel, Target target) {
        SslHandler handler = ssl.newHandler(channel.alloc(), target.tlsName(), target.port());
        if (target.literal().isEmpty()) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            // By itself the JDK names the host only where there is a dot in it; as bytes it may have an underscore.
            parameters.setServerNames(
                    List.of(new SNIHostName(target.tlsName().getBytes(StandardCharsets.US_ASCII))));
            handler.engine().setSSLParameters(parameters);
        }
        handler.setHandshakeTimeoutMillis(0); // The caller's deadline covers the handshake.
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        return handler;
    }
}
