package io.processheat.webhook.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Tells the person at the terminal where the API is, once it answers; or what is missing. */
final class Announcement {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final BundleContext context;
    private final EffectiveConfiguration configuration;
    private final DataFolder data;

    Announcement(BundleContext context, EffectiveConfiguration configuration, DataFolder data) {
        this.context = context;
        this.configuration = configuration;
        this.data = data;
    }

    void whenReady(long startedAt) throws InterruptedException {
        String problem = "HTTP does not listen";
        while (System.nanoTime() - startedAt < PATIENCE.toNanos()) {
            String api = api();
            if (api != null) {
                problem = health(api);
                if (problem == null) {
                    announce(api, startedAt);
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        System.err.println("Not ready after " + PATIENCE.toSeconds() + " s: " + problem);
        if (api() != null) {
            System.err.println("The API is at " + api());
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() < Bundle.STARTING && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                System.err.println("  bundle " + bundle.getSymbolicName() + " did not start");
            }
        }
        System.err.println("The log " + data.path().resolve("logs") + " may say why.");
    }

    /** Where the API is: what the HTTP service listens on and what the REST servlet registered; null while it is not there. */
    private String api() {
        String endpoint = endpoint();
        ServiceReference<?> servlet = context.getServiceReference("jakarta.servlet.Servlet");
        Object pattern = servlet == null ? null : servlet.getProperty("osgi.http.whiteboard.servlet.pattern");
        if (endpoint == null || pattern == null) {
            return null;
        }
        String path = pattern instanceof String[] patterns ? patterns[0] : pattern.toString();
        return endpoint + path.replaceFirst("/\\*$", "");
    }

    private String endpoint() {
        ServiceReference<?> runtime = context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
        Object endpoints = runtime == null ? null : runtime.getProperty("osgi.http.endpoint");
        if (endpoints instanceof String[] list && list.length > 0 && list[0].startsWith("http")) {
            return "http://" + reachableHost() + ":" + URI.create(list[0]).getPort();
        }
        return null;
    }

    private String reachableHost() {
        String host = configuration.host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What the health check complains of; null when it is content. */
    private String health(String api) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(api + "/health").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            try {
                if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                    return null;
                }
                try (InputStream body = connection.getErrorStream()) {
                    return body == null
                            ? "HTTP " + connection.getResponseCode()
                            : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private void announce(String api, long startedAt) {
        System.out.printf("Process Heat Webhooks, ready after %.1f s%n", (System.nanoTime() - startedAt) / 1e9);
        System.out.println("  API    " + api);
        System.out.println("  token  " + token());
        System.out.println("  data   " + data.path());
        if (!isLoopback()) {
            System.out.println("  NOTE   It listens on " + configuration.host() + ": whoever can reach this machine can reach the API.");
            System.out.println("         The token is all that protects it, and plain HTTP shows the token to the network:");
            System.out.println("         put a TLS proxy in front, or listen on 127.0.0.1.");
        }
        System.out.flush();
    }

    private String token() {
        if (configuration.hasTokens()) {
            return "as configured";
        }
        String given = System.getenv("WEBHOOK_ADMIN_TOKEN");
        return given != null && !given.isBlank()
                ? "the one in WEBHOOK_ADMIN_TOKEN"
                : data.path().resolve("admin-token").toString();
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(configuration.host()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
