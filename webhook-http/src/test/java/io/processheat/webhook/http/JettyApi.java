package io.processheat.webhook.http;

import io.processheat.webhook.WebhookSubscriberManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet over a scripted manager in the Jetty that Felix embeds, on a port of its own. */
final class JettyApi implements Services, AutoCloseable {

    static final Duration IDLE_TIMEOUT = Duration.ofMillis(1_000);

    final ScriptedManager manager = new ScriptedManager();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final ServletHolder holder;

    JettyApi(Settings settings) throws Exception {
        connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(1_000);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        holder = new ServletHolder(new ApiServlet(Serving.of(this, new Tokens(List.of(ApiCalls.TOKEN)), settings)));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/api/v1/*");
        server.setHandler(context);
        server.start();
    }

    void withoutAsyncSupport() {
        holder.setAsyncSupported(false);
    }

    RawClient connect() {
        return new RawClient(connector.getLocalPort());
    }

    @Override
    public WebhookSubscriberManager manager() {
        return manager;
    }

    @Override
    public Map<String, Boolean> presence() {
        return Map.of("manager", true);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
