package io.processheat.webhook.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Calls the REST API as an operator does: where the server really listens, with the token from the data folder. */
final class RestClient {

    private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final BundleContext context;
    private final Path tokenFile;

    RestClient(BundleContext context, Path dataFolder) {
        this.context = context;
        this.tokenFile = dataFolder.resolve("admin-token");
    }

    /** What came back; the body is null where it is not JSON. Status 0: nothing did, the body says why. */
    record Answer(int status, HttpHeaders headers, JsonNode body) {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    boolean isHealthy() {
        return hasEndpoint() && send(request("/health").GET()).status() == 200;
    }

    Answer get(String path) {
        return send(authorized(path).GET());
    }

    Answer getWithoutToken(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(authorized(path).DELETE());
    }

    Answer post(String path) {
        return send(authorized(path).POST(BodyPublishers.noBody()));
    }

    Answer post(String path, JsonNode body) {
        return send(authorized(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** @param secret null for one that is made here, and is in the answer */
    JsonNode register(String url, String secret, String... types) {
        ObjectNode body = object().put("url", url);
        for (String type : types) {
            body.withArray("events").add(type);
        }
        if (secret != null) {
            body.put("secret", secret);
        }
        Answer answer = post("/webhooks", body);
        if (answer.status() != 201) {
            throw new AssertionError("not registered: " + answer);
        }
        return answer.body();
    }

    private HttpRequest.Builder authorized(String path) {
        try {
            return request(path).header("Authorization", "Bearer " + Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/v1" + path)).timeout(Await.LIMIT);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), response.headers(), json ? JSON.readTree(response.body()) : null);
        } catch (IOException e) {
            return new Answer(0, HttpHeaders.of(Map.of(), (name, value) -> true), TextNode.valueOf(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private boolean hasEndpoint() {
        ServiceReference<?> runtime = context.getServiceReference(HTTP_RUNTIME);
        return runtime != null && runtime.getProperty("osgi.http.endpoint") instanceof String[] all && all.length > 0;
    }

    private int port() {
        String[] endpoints = (String[]) context.getServiceReference(HTTP_RUNTIME).getProperty("osgi.http.endpoint");
        return URI.create(endpoints[0]).getPort();
    }
}
