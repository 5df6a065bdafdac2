package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.HttpSender;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import java.util.function.Consumer;

/** Sends over HTTP. */
final class NettySender implements Sender {

    private final HttpSender http;

    NettySender(HttpSender http) {
        this.http = http;
    }

    @Override
    public Call send(PostRequest request, Consumer<PostResult> ended) {
        return http.send(request, ended)::cancel;
    }

    @Override
    public void close() {
        http.close();
    }
}
